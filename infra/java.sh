# Where Java is; read by ./attune and infra/alone.sh.

# A home of Java 25 or later with the program $2.
is_java() {
  [ -x "$1/bin/$2" ] || return 1
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1)
  [ -n "$major" ] && [ "$major" -ge 25 ]
}

# Prints the first such home: JAVA_HOME, then PATH, then the usual folders; fails if there is none.
find_java() {
  program=$1
  if [ -n "${JAVA_HOME:-}" ] && is_java "$JAVA_HOME" "$program"; then printf '%s\n' "$JAVA_HOME"; return 0; fi
  on_path=$(command -v "$program" 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    real=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    candidate=${real%"/bin/$program"}
    if is_java "$candidate" "$program"; then printf '%s\n' "$candidate"; return 0; fi
  fi
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    if is_java "$candidate" "$program"; then printf '%s\n' "$candidate"; return 0; fi
  done
  return 1
}
