#!/bin/sh
# Runs one service in a process of its own, until it is told to end: DIR/<service>.env, then DIR/common.env, are its
# environment.  usage: infra/alone.sh DIR SERVICE   (after ./attune build)
set -eu
dir=${1:?directory of common.env and the secrets}
service=${2:?studies, enrollment, randomization, ema, outcomes, interventions, analytics or portal}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/java.sh"
if ! java=$(find_java java); then
  echo "$service needs Java 25 or later and found none: install one (for example Eclipse Temurin 25) or point JAVA_HOME at it." >&2
  exit 1
fi
umask 077
set -a
. "$dir/$service.env"
. "$dir/common.env"
set +a
exec "$java/bin/java" -Xmx"${ATTUNE_HEAP:-128m}" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$here/../services/standalone/target/lib/*" "org.attune.$service.Main"
