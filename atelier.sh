#!/bin/sh
# Double-clic, ou « ./atelier.sh » : ouvre l'atelier dans le navigateur. Atelier.command fait de même sur un Mac.
cd "$(dirname "$0")" || exit 2

pause() {
  if [ -t 0 ]; then
    printf '\nAppuyez sur Entrée pour fermer.'
    read -r _
  fi
}

for python in python3 python python3.14 python3.13 python3.12 python3.11; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    "$python" build.py atelier "$@"
    code=$?
    [ "$code" -eq 0 ] || pause
    exit "$code"
  fi
done

echo "Il manque Python, en version 3.11 ou plus récente." >&2
echo "Sur un Mac, installez-le depuis https://www.python.org/downloads/ ; sous Debian ou Ubuntu : sudo apt install python3 python3-venv." >&2
pause
exit 2
