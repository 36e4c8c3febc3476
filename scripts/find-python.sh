#!/usr/bin/env bash
# Prints a Python 3.13, for which LocalStack 4.14 is written: on the PATH or under pyenv.
set -euo pipefail

for python in python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python python3; do
  if "$python" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
    printf '%s\n' "$python"
    exit
  fi
done
echo 'LocalStack 4.14 needs Python 3.13: found no python3.13 on the PATH nor under pyenv. Install one, as by "pyenv install 3.13".' >&2
exit 1
