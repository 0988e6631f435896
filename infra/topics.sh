#!/bin/sh
# Creates the topics of topics.yaml with Kafka's own kafka-topics.sh (on the PATH, or named by KAFKA_TOPICS); those that exist
# stay as they are.  usage: infra/topics.sh host:port REPLICATION
set -eu
brokers=${1:?host:port of a broker}
replication=${2:?replicas: 3, or 1 on a broker that stands alone}
file=$(dirname -- "$0")/topics.yaml
in_sync=$((replication > 1 ? replication - 1 : 1))
sed -n 's/^  - {name: \([a-z0-9.]*\),.*/\1/p' "$file" | while read -r topic; do
  partitions=4 clean=delete
  case $topic in attune.schemas.v1) partitions=1 clean=compact ;; esac
  "${KAFKA_TOPICS:-kafka-topics.sh}" --bootstrap-server "$brokers" --create --if-not-exists --topic "$topic" \
    --partitions "$partitions" --replication-factor "$replication" --config cleanup.policy="$clean" \
    --config retention.ms=2592000000 --config message.timestamp.type=LogAppendTime --config max.message.bytes=8388608 \
    --config min.insync.replicas="$in_sync" --config unclean.leader.election.enable=false </dev/null
done
