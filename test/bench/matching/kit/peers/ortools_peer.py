"""OR-Tools' min cost flow on the same b-matching; commands and answers as in scipy_peer.py."""
import json
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow

TOP = 1_000_000
arrays = None


def read(prefix, name):
    return np.fromfile(f"{prefix}.{name}", dtype=np.int32)


for line in sys.stdin:
    command = json.loads(line)
    if "load" in command:
        arrays = [read(command["load"], name) for name in ("start", "column", "score", "capacities")]
        print(json.dumps({"milliseconds": 0, "processor": 0, "cost": ""}), flush=True)
        continue
    start, column, score, capacity = arrays
    rows, columns = len(start) - 1, len(capacity)
    began, spent = time.perf_counter(), time.process_time()
    sink = rows + columns
    tail = np.concatenate([np.repeat(np.arange(rows), np.diff(start)), np.arange(rows), rows + np.arange(columns)])
    head = np.concatenate([rows + column, np.full(rows, sink), np.full(columns, sink)])
    room = np.concatenate([np.ones(len(column) + rows, dtype=np.int64), capacity])
    cost = np.concatenate([TOP - score.astype(np.int64), np.full(rows, TOP), np.zeros(columns, dtype=np.int64)])
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    flow.set_nodes_supplies(np.arange(sink + 1), np.concatenate([np.ones(rows), np.zeros(columns), [-rows]]).astype(np.int64))
    assert flow.solve() == flow.OPTIMAL
    milliseconds, processor = (time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000
    print(json.dumps({"milliseconds": milliseconds, "processor": processor, "cost": str(flow.optimal_cost())}), flush=True)
