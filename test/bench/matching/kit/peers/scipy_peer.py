"""Reads commands as JSON lines: {"load": prefix, "dense": bool} or {"solve": true}; answers {"milliseconds", "processor", "cost"}."""
import json
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

TOP = 1_000_000
matrix = None
dense = True


def read(prefix, name):
    return np.fromfile(f"{prefix}.{name}", dtype=np.int32)


for line in sys.stdin:
    command = json.loads(line)
    if "load" in command:
        prefix, dense = command["load"], command["dense"]
        if dense:
            scores = read(prefix, "scores")
            side = int(round(len(scores) ** 0.5))
            matrix = (TOP - scores.reshape(side, side)).astype(np.float64)
        else:
            start = read(prefix, "start")
            # A weight of 0 would be no entry, so all weigh one more here.
            weights = (TOP + 1 - read(prefix, "score")).astype(np.float64)
            matrix = csr_matrix((weights, read(prefix, "column"), start), shape=(len(start) - 1, len(start) - 1))
        print(json.dumps({"milliseconds": 0, "processor": 0, "cost": ""}), flush=True)
        continue
    began, spent = time.perf_counter(), time.process_time()
    rows, columns = linear_sum_assignment(matrix) if dense else min_weight_full_bipartite_matching(matrix)
    milliseconds, processor = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    cost = int(np.asarray(matrix[rows, columns]).sum()) - (0 if dense else len(rows))
    print(json.dumps({"milliseconds": milliseconds, "processor": processor, "cost": str(cost)}), flush=True)
