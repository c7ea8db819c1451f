#!/bin/sh
# Assesses profiles with the dtassess on the PATH: reports in a folder, a sentence on how it went, dtassess's exit code.
#
#   assess.sh [FLAG...] PROFILE...        REPORTS=folder takes another folder than reports/
set -u

reports=${REPORTS:-reports}
mkdir -p "$reports" || exit 2
# No report of an earlier run is left to be taken for this one's.
rm -f "$reports/twin.json" "$reports/twin.html" "$reports/junit.xml"

code=0
dtassess assess --report json="$reports/twin.json" --report html="$reports/twin.html" \
    --report junit="$reports/junit.xml" "$@" || code=$?

case $code in
    0) said="every gate passed, or none was set" ;;
    1) said="a gate did not pass" ;;
    2) said="no verdict: what was given cannot be used" ;;
    *) said="no verdict: dtassess failed" ;;
esac
echo "assess.sh: $said" >&2
exit "$code"
