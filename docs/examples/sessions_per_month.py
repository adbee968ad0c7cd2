"""Sessions held and minutes spent, by programme and month, from the public topic alone.

It reads to the end as it is now and prints one JSON array:

    python -m venv .venv && .venv/bin/pip install -r docs/examples/requirements.txt
    .venv/bin/python docs/examples/sessions_per_month.py BROKERS [PREFIX]
"""

import json
import os
import re
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

COUNTED = {"SessionHeld", "SessionConfirmed", "SessionCorrected"}
TYPE = re.compile(r"^flipside\.sessions\.(\w+)\.v1$")


def records(brokers, topic):
    """Yields each record of a session once, in the order of its stream."""
    consumer = Consumer({
        "bootstrap.servers": brokers,
        "group.id": f"sessions-per-month-{os.getpid()}",  # nothing is committed under it: every run reads all
        "enable.auto.commit": False,
        "enable.partition.eof": True,
        "isolation.level": "read_committed",
    })
    partitions = consumer.list_topics(topic, timeout=30).topics[topic].partitions
    consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in partitions])
    unread, seen = set(partitions), set()
    while unread:
        message = consumer.poll(30)
        if message is None:
            raise TimeoutError("the brokers are silent")
        if message.error():
            if message.error().code() != KafkaError._PARTITION_EOF:
                raise KafkaException(message.error())
            unread.discard(message.partition())
            continue
        headers = {name: value.decode() for name, value in message.headers()}
        if headers["ce_id"] in seen:  # delivery is at least once
            continue
        seen.add(headers["ce_id"])
        found = TYPE.match(headers["ce_type"])
        if found and found.group(1) in COUNTED:  # more types may come
            yield json.loads(message.value())
    consumer.close()


def figure(brokers, topic):
    sessions = {}
    for record in records(brokers, topic):
        sessions[record["sessionId"]] = record  # order holds within the stream of a session: the last one counts
    cells = {}
    for record in sessions.values():
        key = (record["programmeId"], record["startsAt"][:7])
        cell = cells.setdefault(key, {"programmeId": key[0], "month": key[1], "sessions": 0, "minutes": 0})
        cell["sessions"] += 1
        cell["minutes"] += sum(stretch["minutes"] for stretch in record["stretches"])
    return [cells[key] for key in sorted(cells)]


if __name__ == "__main__":
    prefix = sys.argv[2] if len(sys.argv) > 2 else ""
    print(json.dumps(figure(sys.argv[1], f"{prefix}flipside.sessions.v1")))
