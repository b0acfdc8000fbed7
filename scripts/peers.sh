# shellcheck shell=bash
# What others have made and ./weir bench envoy measures Weir beside: built outside the clone, once for
# each state of its sources. One that cannot be had ends nothing; its row says why. Sourced by ./weir.

readonly RUST_TARGET=wasm32-wasip1

need_peers_in_envoy() {
  have redis-server || need_packages redis-server
  find_peer WEIR_RUST_LIMIT need_rust_limit
  find_peer WEIR_RATELIMIT need_ratelimit
}

# Sets $1 to the path that $2 prints; if it prints none, ${1}_MISSING to the last that it said.
find_peer() {
  local path said=$RUN/log/$1.said
  mkdir -p "$RUN/log"
  if path=$("$2" 2>"$said") && [ -e "$path" ]; then
    export "$1=$path"
  else
    export "$1_MISSING=$(sed -n '$s/^weir: //p' "$said")"
  fi
  cat "$said" >&2
}

# envoyproxy/ratelimit, which counts in Redis.
need_ratelimit() {
  have redis-server || fail "redis-server is not installed (Debian package redis-server)"
  need_go_program ratelimit itests/bench/src/main/go/ratelimit "envoyproxy/ratelimit" 25
  echo "$GO_PROGRAM"
}

# A limit written with the Rust SDK of proxy-wasm, as a module.
need_rust_limit() {
  local sources=$ROOT/itests/bench/src/main/rust cache digest module
  cache=$(cache_folder)
  digest=$(cd "$sources" && sha256sum -- Cargo.toml Cargo.lock src/*.rs | sha256sum | cut -c1-16)
  module=$cache/rust-limit-$digest.wasm
  if [ ! -f "$module" ]; then
    mkdir -p "$cache" "$RUN/log"
    (
      flock 9
      [ ! -f "$module" ] || exit 0
      build_rust_limit "$sources" "$module"
    ) 9>"$cache/rust-limit.lock"
  fi
  echo "$module"
}

build_rust_limit() {
  local log=$RUN/log/rust-limit-build.log target
  have cargo || fail "cargo is not installed (rustup brings it)"
  say "building the Rust filter"
  if [ ! -d "$(rustc --print target-libdir --target "$RUST_TARGET" 2>/dev/null)" ]; then
    have rustup || fail "Rust has no $RUST_TARGET, and there is no rustup to bring it"
    rustup target add "$RUST_TARGET" >"$log" 2>&1 </dev/null ||
      fail "rustup cannot bring $RUST_TARGET: $(tail -n 1 "$log")"
  fi
  target=$(mktemp -d)
  if ! (cd "$1" && CARGO_TARGET_DIR=$target cargo build --release --locked --target "$RUST_TARGET") \
    >"$log" 2>&1 </dev/null; then
    rm -rf "$target"
    tail -n 10 "$log" >&2
    fail "the Rust filter cannot be built: cargo and its registry are needed"
  fi
  mv "$target/$RUST_TARGET/release/rust_limit.wasm" "$2"
  rm -rf "$target"
}
