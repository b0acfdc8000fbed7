#!/bin/sh
# Compiles the test programs of this folder: compile-all.sh FOLDER
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
for source in "$here"/*.bpf.c; do
  name=$(basename -- "$source" .c)
  "$here/../../../../../bpf-modules/include/compile.sh" "$source" "$1/$name.o"
done
