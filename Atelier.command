#!/bin/sh
# Double-clic dans le Finder : ouvre l'atelier dans le navigateur.
exec "$(dirname "$0")/atelier.sh" "$@"
