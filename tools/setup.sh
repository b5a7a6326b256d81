#!/bin/sh
# Install what requirements/<tier>.lock lists, and this project itself, into .venv.
#
#   sh tools/setup.sh run    what `make run` needs
#   sh tools/setup.sh dev    that, and what tests and checks need
#
# Needs Python >= 3.11 and nothing else. A venv that already holds the locked packages is left alone,
# and a venv made for development is never stripped down to what running needs.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
tier=${1:-dev}
[ ! -e $venv/installed-dev ] || tier=dev
case $tier in
run) lock=requirements/base.lock ;;
dev) lock=requirements/dev.lock ;;
*) echo "Usage: sh tools/setup.sh [run|dev]" >&2 && exit 2 ;;
esac
stamp=$venv/installed-$tier
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 PIP_ROOT_USER_ACTION=ignore
# A company's proxy signs with what the machine trusts, which uv asks only when told; older ones by the second name.
for store in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
    [ ! -s $store ] || export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
done
# And its mirror is usually told to pip alone.
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"

fail() {
    echo "setup: $*" >&2
    exit 1
}

wanted() {
    cat $lock pyproject.toml tools/setup.sh | cksum
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate" && return
        fi
    done
    fail "no Python 3.11 or newer found. Install one, or name it: PYTHON=/path/to/python3 make setup"
}

make_venv() {
    $venv/bin/python -c '' 2>/dev/null && return
    rm -rf $venv
    "$python" -m venv --without-pip $venv || fail "$python cannot make a virtual environment. On Debian: apt-get install python3-venv"
}

# The locked uv with its hashes, so that what installs everything is checked like everything.
locked_uv() {
    awk '/^[^ #]/ { wanted = /^uv==/ } wanted' requirements/dev.lock
}

install_uv_with() {
    locked_uv >$venv/uv.txt
    "$@" install --quiet --disable-pip-version-check --no-deps --require-hashes --upgrade --target $venv/uvboot -r $venv/uv.txt
}

find_uv() {
    for candidate in uv $venv/uvboot/bin/uv; do
        if "$candidate" --version >/dev/null 2>&1; then
            echo "$candidate" && return
        fi
    done
    if "$python" -m pip --version >/dev/null 2>&1; then
        install_uv_with "$python" -m pip >&2
    elif $venv/bin/python -m ensurepip >/dev/null 2>&1; then
        install_uv_with $venv/bin/python -m pip >&2
    else
        fail "$python has neither pip nor ensurepip. Install uv, or pip (on Debian: apt-get install python3-pip)"
    fi || fail "uv could not be downloaded: see pip's message above"
    echo $venv/uvboot/bin/uv
}

[ "$(cat $stamp 2>/dev/null)" != "$(wanted)" ] || exit 0
python=$(find_python)
make_venv
uv=$(find_uv)
rm -f $stamp
"$uv" pip sync --quiet --python $venv/bin/python --require-hashes $lock
# The sync removes what the lock does not list, this project included.
"$uv" pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation -e .
wanted >$stamp
