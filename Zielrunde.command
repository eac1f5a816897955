#!/bin/sh
# Starts Zielrunde. Leave this window open while a workshop runs.
cd "$(dirname "$0")" || exit 1
for version in 3.14 3.13 3.12 3.11; do
  for folder in /usr/local/bin /opt/homebrew/bin "/Library/Frameworks/Python.framework/Versions/$version/bin"; do
    [ -x "$folder/python$version" ] && exec "$folder/python$version" -m app "$@"
  done
done
exec python3 -m app "$@"
