# shellcheck shell=bash
# test mesh: exported objects in a real mesh, in a network namespace of its own. An API server, istiod
# and an Envoy as a sidecar run there; nothing of it is seen from outside. Sourced by ./weir.

readonly MESH=weir-mesh MESH_PATIENCE=120

# Ten calls of an hour, no call of gRPC; a service of the host's figures, whose daemon is not there.
readonly MESH_RULES='{"flow": [{"resource": "GET:/orders", "threshold": 10, "statIntervalInMs": 3600000},
  {"resource": "GET:/never", "threshold": 0}, {"resource": "shop.Cart/Add", "threshold": 0}, {"resource": "tcp:9080", "threshold": 100000}]}'

# Sets ISTIOD to the control plane of itests/istiod, and MESH_TYPES to the definitions of its objects.
need_istiod() {
  need_go_program istiod itests/istiod "Istio's control plane, a quarter of an hour, once" 26
  ISTIOD=$GO_PROGRAM
  MESH_TYPES=$(cd "$ROOT/itests/istiod" && export GOTOOLCHAIN=local GOFLAGS=-mod=readonly &&
    "$GO" mod download istio.io/istio && "$GO" list -m -f '{{.Dir}}' istio.io/istio) ||
    fail "the sources of istio.io/istio cannot be had: a Go module proxy is needed"
  MESH_TYPES=$MESH_TYPES/manifests/charts/base/files/crd-all.gen.yaml
}

test_mesh() {
  is_root || fail "test mesh needs root: it makes the network namespace $MESH"
  need_packages "${PACKAGES[@]}" etcd-server openssl
  need_java
  need_envoy
  need_stores
  need_istiod
  need_build export wasm-targets/export
  [ ! -e "/run/netns/$MESH" ] || fail "the network namespace $MESH is there already: ip netns del $MESH"
  MESH_WORK=$(mktemp -d)
  MESH_PARTS=() MESH_BAD=0
  trap end_mesh EXIT
  ip netns add "$MESH"
  ip -n "$MESH" link set lo up
  start_mesh
  try_mesh
  [ "$MESH_BAD" -eq 0 ]
}

end_mesh() {
  local status=$? part
  for part in "${MESH_PARTS[@]}"; do kill "$part" 2>/dev/null || true; done
  for part in "${MESH_PARTS[@]}"; do wait "$part" 2>/dev/null || true; done
  ip netns del "$MESH" || true
  rm -rf "$MESH_WORK"
  exit "$status"
}

in_mesh() { ip netns exec "$MESH" "$@"; }

# Starts a part of the mesh beside this script. $1 is the name of its log.
mesh_part() {
  local name=$1
  shift
  ip netns exec "$MESH" "$@" >"$MESH_WORK/$name.log" 2>&1 </dev/null &
  MESH_PARTS=("$!" "${MESH_PARTS[@]}")
}

mesh_until() {
  local deadline=$((SECONDS + MESH_PATIENCE)) what=$1
  shift
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      tail -n 5 "$MESH_WORK"/*.log >&2
      fail "$what did not come within $MESH_PATIENCE s"
    fi
    sleep 0.2
  done
}

mesh_kubectl() { in_mesh kubectl --kubeconfig "$MESH_WORK/config" "$@"; }
mesh_refuses() { [ "$(in_mesh curl -s -o /dev/null -w '%{http_code}' "$1")" = 429 ]; }
mesh_answers() { [ "$(in_mesh curl -s -o /dev/null -w '%{http_code}' "$1")" = 200 ]; }

start_mesh() {
  say "starting an API server, istiod and an Envoy in the network namespace $MESH"
  mesh_keys
  mesh_part etcd etcd --data-dir "$MESH_WORK/etcd"
  mesh_part apiserver "$WEIR_KUBE_APISERVER" --etcd-servers=http://127.0.0.1:2379 \
    --secure-port=6443 --bind-address=127.0.0.1 --advertise-address=127.0.0.1 \
    --tls-cert-file="$MESH_WORK/leaf.pem" --tls-private-key-file="$MESH_WORK/leaf.key" \
    --service-account-key-file="$MESH_WORK/sa.key" --service-account-signing-key-file="$MESH_WORK/sa.key" \
    --service-account-issuer=https://weir.test --token-auth-file="$MESH_WORK/tokens.csv" \
    --authorization-mode=AlwaysAllow --disable-admission-plugins=ServiceAccount \
    --endpoint-reconciler-type=none --service-cluster-ip-range=10.0.0.0/24
  mesh_until "the API server" mesh_kubectl get --raw /readyz
  mesh_kubectl create namespace istio-system >/dev/null
  mesh_kubectl apply -f "$MESH_TYPES" >/dev/null
  mesh_until "a definition" mesh_kubectl get wasmplugins,envoyfilters,sidecars,peerauthentications
  mesh_kubectl apply -f "$ROOT/itests/istiod/orders.yaml" >/dev/null
  echo 'enableAutoMtls: false' >"$MESH_WORK/mesh.yaml"
  mesh_part istiod env PILOT_ENABLE_METADATA_EXCHANGE=false PILOT_ENABLE_ALPN_FILTER=false \
    POD_NAMESPACE=istio-system POD_NAME=istiod "$ISTIOD" discovery --kubeconfig "$MESH_WORK/config" \
    --meshConfig "$MESH_WORK/mesh.yaml" --registries Kubernetes --grpcAddr 127.0.0.1:15010 \
    --httpAddr 127.0.0.1:8080 --httpsAddr '' --monitoringAddr 127.0.0.1:15014 --secureGRPCAddr ''
  mesh_until istiod mesh_answers http://127.0.0.1:8080/ready
  mkdir "$MESH_WORK/classes"
  "$JAVA_HOME/bin/javac" -d "$MESH_WORK/classes" "$ROOT/distribution/src/main/sample/Upstream.java"
  mesh_part upstream "$JAVA_HOME/bin/java" -Xmx64m -cp "$MESH_WORK/classes" Upstream 9081
  mesh_part envoy "$ENVOY" -c "$ROOT/itests/istiod/envoy.yaml" --concurrency 2 \
    --use-dynamic-base-id --log-level warning
  mesh_until "the sidecar" mesh_answers http://127.0.0.1:9080/
}

# A certificate, a key for accounts, and a user who may do everything.
mesh_keys() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$MESH_WORK/leaf.key" -out "$MESH_WORK/leaf.pem" 2>/dev/null
  openssl genrsa -out "$MESH_WORK/sa.key" 2048 2>/dev/null
  echo 'token,admin,1,"system:masters"' >"$MESH_WORK/tokens.csv"
  cat >"$MESH_WORK/config" <<TEXT
apiVersion: v1
kind: Config
clusters: [{name: mesh, cluster: {server: "https://127.0.0.1:6443", certificate-authority: $MESH_WORK/leaf.pem}}]
users: [{name: admin, user: {token: token}}]
contexts: [{name: mesh, context: {cluster: mesh, user: admin}}]
current-context: mesh
TEXT
}

try_mesh() {
  local kind
  echo "$MESH_RULES" >"$MESH_WORK/rules.json"
  for kind in EnvoyFilter WasmPlugin; do
    export_to_mesh "$kind"
    mesh_kubectl apply -f "$MESH_WORK/$kind/istio.yaml" >/dev/null
    mesh_until "the HTTP filter of $kind" mesh_refuses http://127.0.0.1:9080/never
    mesh_until "the gRPC filter of $kind" mesh_grpc_refused
    mesh_line "$kind: a call of gRPC is refused" yes yes
    mesh_line "$kind: of 15 requests, passed" 10 "$(mesh_passed)"
    mesh_line "$kind: of 15 more, passed" 0 "$(mesh_passed)"
    if [ "$kind" = EnvoyFilter ]; then
      mesh_until "Weir's service" mesh_service_calls
      mesh_line "$kind: Weir's service asks for its daemon" yes yes
    fi
    mesh_kubectl delete -f "$MESH_WORK/$kind/istio.yaml" >/dev/null
    mesh_until "the end of $kind" mesh_answers http://127.0.0.1:9080/never
    mesh_line "$kind taken away: of 15 requests, passed" 15 "$(mesh_passed)"
  done
}

export_to_mesh() {
  local words=()
  [ "$1" = WasmPlugin ] || words=(--daemon 127.0.0.1:18000)
  (verb_export istio "$MESH_WORK/rules.json" --as "$1" --out "$MESH_WORK/$1" --selector app=orders \
    --modules "file://$MESH_WORK/$1" "${words[@]}" >/dev/null)
}

mesh_passed() {
  in_mesh curl -s -o /dev/null -w '%{http_code}\n' 'http://127.0.0.1:9080/orders?[1-15]' | grep -c 200 || true
}

mesh_grpc_refused() {
  in_mesh curl -s -o /dev/null -D - -X POST -H 'content-type: application/grpc' \
    http://127.0.0.1:9080/shop.Cart/Add | grep -q 'grpc-status: 8'
}

mesh_service_calls() {
  in_mesh curl -s '127.0.0.1:15000/stats?filter=weir.service.failures' | grep -q ': [1-9]'
}

mesh_line() {
  local verdict=ok
  if [ "$2" != "$3" ]; then
    verdict=FAILED
    MESH_BAD=1
  fi
  printf '%-60s %-10s %-10s %s\n' "$1" "$2" "$3" "$verdict"
}
