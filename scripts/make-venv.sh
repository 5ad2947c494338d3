#!/bin/sh
# Make a virtual environment in $1 with the first Python that can hold the course.
# $PYTHON names an interpreter to use instead of searching for one.
set -eu
venv=$1
chosen=""
found=""

# Each candidate is run, not only looked up: a version manager's shim may be on the PATH without
# the version behind it. The tests have run on 3.11 to 3.13; a newer one is taken if it is alone.
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    found="$found $candidate ($version)"
    case $version in
        3.11 | 3.12 | 3.13) chosen=$candidate && break ;;
        2.* | 3.? | 3.10) ;;
        *) chosen=${chosen:-$candidate} ;;
    esac
done

if [ -z "$chosen" ]; then
    cat >&2 <<END
The course needs Python 3.11 or newer. Found:${found:- none}.
Install one, or name one that is elsewhere: make lab PYTHON=path/to/python3.12
END
    exit 1
fi

version=$("$chosen" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! "$chosen" -c 'import ensurepip, venv' 2>/dev/null; then
    cat >&2 <<END
$chosen is Python $version, but it cannot make a virtual environment: venv or ensurepip is missing.
On Debian and Ubuntu they are a package of their own: sudo apt-get install python$version-venv
END
    exit 1
fi

# Only an environment whose Python has gone is replaced, never another folder.
clear=""
if [ -e "$venv/pyvenv.cfg" ]; then clear=--clear; fi
echo "Making $venv with $chosen (Python $version)"
exec "$chosen" -m venv $clear "$venv"
