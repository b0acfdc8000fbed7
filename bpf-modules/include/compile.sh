#!/bin/sh
# Compiles one BPF program: compile.sh SOURCE.bpf.c OBJECT.o
# A SOURCE.c that is no BPF program becomes a library of this host: compile.sh SOURCE.c LIBRARY.so
# Clang by CLANG, else clang-19, else clang. BTF and line info stay in the object, DWARF does not.
set -eu

source=$1
object=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

for clang in "${CLANG:-}" clang-19 clang; do
  [ -n "$clang" ] && command -v "$clang" >/dev/null 2>&1 && break
  clang=
done
if [ -z "$clang" ]; then
  echo "clang is needed to compile $source: install it (Debian: apt install clang-19), or name it in CLANG" >&2
  exit 1
fi

mkdir -p "$(dirname -- "$object")"
object=$(CDPATH='' cd -- "$(dirname -- "$object")" && pwd)/$(basename -- "$object")

case $source in
*.bpf.c) ;;
*) exec "$clang" -g -O2 -Wall -Wextra -Werror -shared -fPIC -nostdlib "$source" -o "$object" ;;
esac

triplet=$(uname -m)-linux-gnu
if ! printf '#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n' |
  "$clang" -target bpf -I"/usr/include/$triplet" -fsyntax-only -x c - 2>/dev/null; then
  echo "the headers linux/bpf.h and bpf/bpf_helpers.h are needed: install them (Debian: apt install linux-libc-dev libbpf-dev)" >&2
  exit 1
fi

cd "$(dirname -- "$source")"
# Relative paths alone, so that the object is the same wherever it is built.
"$clang" -target bpf -mcpu=v3 -g -O2 -std=gnu11 -Wall -Wextra -Werror -ffile-compilation-dir=. \
  -I"$(realpath --relative-to=. "$here")" -I"/usr/include/$triplet" \
  -c "$(basename -- "$source")" -o "$object"

for strip in "llvm-strip${clang#clang}" llvm-strip; do
  if command -v "$strip" >/dev/null 2>&1; then
    "$strip" -g "$object"
    break
  fi
done
