#!/usr/bin/env bash
# Prints where a JDK 25 is: by JAVA_HOME, on the PATH, or where systems and tools install them.
set -euo pipefail

is_jdk_25() {
  [ -x "$1/bin/javac" ] && "$1/bin/java" -version 2>&1 | grep -Eq 'version "(2[5-9]|[3-9][0-9])'
}

on_path=$(command -v javac || true)
for candidate in "${JAVA_HOME:-}" ${on_path:+"$(dirname "$(dirname "$(readlink -f "$on_path")")")"} \
  /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
  "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jenv/versions/*; do
  if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
    printf '%s\n' "$candidate"
    exit
  fi
done
echo 'Pagestream needs a JDK 25: none found by JAVA_HOME, on the PATH or in the usual places. Install one (Temurin, Corretto …).' >&2
exit 1
