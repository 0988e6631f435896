#!/bin/sh
# Makes what is each service's own when they run alone, once: key pair, passwords for database and broker, ports (those of
# gateway.conf) and directory on one machine; and what administrators sign in with.  usage: infra/secrets.sh DIR
#   DIR/<service>.env      what it reads, beside what all have in common
#   DIR/portal.env         what the portal reads
#   DIR/admin.key          what ./attune … --url URL --key FILE signs with
#   DIR/kafka.env          the broker of compose.yaml: its administrator's password
#   DIR/kafka.properties   how that administrator signs in, for ./attune provision and Kafka's own tools
#   DIR/postgres.env       the database server of compose.yaml: its superuser's password
#   DIR/provision.env      the same password as ./attune provision reads it
# All of mode 0600.
set -eu
umask 077
dir=${1:?a directory}
mkdir -p "$dir"
services='studies enrollment randomization ema outcomes interventions analytics'
if [ -e "$dir/admin.key" ]; then
  echo "$dir/admin.key is there already: secrets are made once." >&2
  exit 1
fi
trusted=
number=0
for owner in admin $services; do
  openssl genpkey -algorithm ed25519 -outform DER -out "$dir/private"
  private=$(openssl base64 -A -in "$dir/private")
  public=$(openssl pkey -inform DER -in "$dir/private" -pubout -outform DER | openssl base64 -A)
  rm "$dir/private"
  trusted=$trusted${trusted:+,}$owner=$public
  if [ "$owner" = admin ]; then
    printf '%s\n%s\n' "$private" "$public" >"$dir/admin.new"
  else
    number=$((number + 1))
    {
      printf 'ATTUNE_SIGNING_KEY=%s\n' "$private"
      printf 'ATTUNE_DATABASE_PASSWORD=%s\nATTUNE_KAFKA_PASSWORD=%s\n' "$(openssl rand -hex 24)" "$(openssl rand -hex 24)"
      printf 'ATTUNE_HTTP_PORT=810%s\nATTUNE_MANAGEMENT_PORT=910%s\n' "$number" "$number"
      printf 'ATTUNE_DATA_DIRECTORY=%s\n' "$(cd "$dir" && pwd)/$owner"
    } >"$dir/$owner.env"
  fi
done
for service in $services; do
  printf 'ATTUNE_TRUSTED_KEYS=%s\n' "$trusted" >>"$dir/$service.env"
done

# The portal keeps nothing and signs nothing; it has a place on this machine.
printf 'ATTUNE_HTTP_PORT=8108\nATTUNE_MANAGEMENT_PORT=9108\nATTUNE_SERVICES_URL=http://127.0.0.1:8100\n' >"$dir/portal.env"

broker=$(openssl rand -hex 24)
plain='org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="'$broker'"'
for listener in SERVICES CONTROLLER; do
  printf 'KAFKA_LISTENER_NAME_%s_PLAIN_SASL_JAAS_CONFIG=%s user_admin="%s";\n' "$listener" "$plain" "$broker"
done >"$dir/kafka.env"
printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=%s;\n' "$plain" >"$dir/kafka.properties"

database=$(openssl rand -hex 24)
printf 'POSTGRES_PASSWORD=%s\n' "$database" >"$dir/postgres.env"
printf 'ATTUNE_PROVISION_POSTGRES=jdbc:postgresql://postgres:5432/postgres?user=postgres&password=%s\n' "$database" \
  >"$dir/provision.env"

mv "$dir/admin.new" "$dir/admin.key"
