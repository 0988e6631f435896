#!/bin/sh
# Makes what is each service's own when seven of them run alone on one machine, once: key pair, password of its database
# role, ports (those of gateway.conf), directory; and the administrator's key pair.  usage: infra/secrets.sh DIR
#   DIR/<service>.env      what it reads, beside what all have in common; mode 0600
#   DIR/admin.key          what ./attune … --url URL --key FILE signs with; mode 0600
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
      printf 'ATTUNE_SIGNING_KEY=%s\nATTUNE_DATABASE_PASSWORD=%s\n' "$private" "$(openssl rand -hex 24)"
      printf 'ATTUNE_HTTP_PORT=810%s\nATTUNE_MANAGEMENT_PORT=910%s\n' "$number" "$number"
      printf 'ATTUNE_DATA_DIRECTORY=%s\n' "$(cd "$dir" && pwd)/$owner"
    } >"$dir/$owner.env"
  fi
done
for service in $services; do
  printf 'ATTUNE_TRUSTED_KEYS=%s\n' "$trusted" >>"$dir/$service.env"
done
mv "$dir/admin.new" "$dir/admin.key"
