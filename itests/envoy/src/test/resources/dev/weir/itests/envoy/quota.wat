;; A filter for tests: lets so many requests through in all, over all workers, and refuses the rest
;; with 429. The number is in the plugin configuration, after `"threshold":`; a configuration
;; without one is refused. The count is in shared data, so it outlives a change of configuration.
;; It counts weir.GET_3a_2forders.pass and .block.
;;
;; Assembled by wabt: wat2wasm quota.wat -o quota.wasm
(module
  (import "env" "proxy_get_buffer_bytes"
    (func $get_buffer (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_get_shared_data"
    (func $get_shared (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_set_shared_data"
    (func $set_shared (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_define_metric"
    (func $define_metric (param i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_increment_metric"
    (func $increment_metric (param i32 i64) (result i32)))
  (import "env" "proxy_send_local_response"
    (func $respond (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 3)
  (data (i32.const 0) "\"threshold\":")                    ;; 12 bytes
  (data (i32.const 16) "count")                             ;; 5 bytes
  (data (i32.const 32) "weir.GET_3a_2forders.pass")         ;; 25 bytes
  (data (i32.const 64) "weir.GET_3a_2forders.block")        ;; 26 bytes
  (data (i32.const 96) "no quota left\n")                   ;; 14 bytes
  ;; 128 pointer, 132 size, 136 cas, 140 value to store
  (global $threshold (mut i32) (i32.const 0))
  (global $pass (mut i32) (i32.const 0))
  (global $block (mut i32) (i32.const 0))

  (func (export "proxy_abi_version_0_2_1"))
  (func (export "proxy_on_context_create") (param i32 i32))

  ;; The host returns one buffer at a time and it is used at once: one place is enough.
  (func (export "malloc") (param $size i32) (result i32)
    (i32.const 65536))

  (func (export "proxy_on_vm_start") (param i32 i32) (result i32)
    (drop (call $define_metric (i32.const 0) (i32.const 32) (i32.const 25) (i32.const 128)))
    (global.set $pass (i32.load (i32.const 128)))
    (drop (call $define_metric (i32.const 0) (i32.const 64) (i32.const 26) (i32.const 128)))
    (global.set $block (i32.load (i32.const 128)))
    (i32.const 1))

  ;; Whether the twelve bytes at $at are `"threshold":`.
  (func $is_key (param $at i32) (result i32)
    (local $i i32)
    (loop $next
      (if (i32.ne (i32.load8_u (i32.add (local.get $at) (local.get $i)))
                  (i32.load8_u (local.get $i)))
        (then (return (i32.const 0))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 12))))
    (i32.const 1))

  ;; The decimal number at $at.
  (func $number (param $at i32) (result i32)
    (local $value i32) (local $digit i32)
    (block $end
      (loop $next
        (local.set $digit (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
        (br_if $end (i32.gt_u (local.get $digit) (i32.const 9)))
        (local.set $value
          (i32.add (i32.mul (local.get $value) (i32.const 10)) (local.get $digit)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (local.get $value))

  (func (export "proxy_on_configure") (param $root i32) (param $size i32) (result i32)
    (local $at i32) (local $end i32)
    (if (i32.or (i32.lt_u (local.get $size) (i32.const 13))
                (i32.gt_u (local.get $size) (i32.const 65000)))
      (then (return (i32.const 0))))
    (if (call $get_buffer (i32.const 7) (i32.const 0) (local.get $size)
                          (i32.const 128) (i32.const 132))
      (then (return (i32.const 0))))
    (local.set $at (i32.load (i32.const 128)))
    (local.set $end (i32.sub (i32.add (local.get $at) (local.get $size)) (i32.const 12)))
    ;; What follows the configuration must not be read as a digit of it.
    (i32.store8 (i32.add (local.get $at) (local.get $size)) (i32.const 0))
    (loop $next
      (if (call $is_key (local.get $at))
        (then
          (global.set $threshold (call $number (i32.add (local.get $at) (i32.const 12))))
          (return (i32.const 1))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i32.const 0))

  ;; Takes one of the quota by compare and swap; 0 when there is none left.
  (func $take (result i32)
    (local $count i32) (local $cas i32)
    (loop $again
      (if (call $get_shared (i32.const 16) (i32.const 5)
                            (i32.const 128) (i32.const 132) (i32.const 136))
        (then (local.set $count (i32.const 0)) (local.set $cas (i32.const 1)))
        (else
          (local.set $count (i32.load (i32.load (i32.const 128))))
          (local.set $cas (i32.load (i32.const 136)))))
      (if (i32.ge_u (local.get $count) (global.get $threshold))
        (then (return (i32.const 0))))
      (i32.store (i32.const 140) (i32.add (local.get $count) (i32.const 1)))
      (br_if $again (call $set_shared (i32.const 16) (i32.const 5)
                                      (i32.const 140) (i32.const 4) (local.get $cas))))
    (i32.const 1))

  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
    (if (call $take)
      (then
        (drop (call $increment_metric (global.get $pass) (i64.const 1)))
        (return (i32.const 0))))
    (drop (call $increment_metric (global.get $block) (i64.const 1)))
    (drop (call $respond (i32.const 429) (i32.const 0) (i32.const 0)
                         (i32.const 96) (i32.const 14) (i32.const 0) (i32.const 0)
                         (i32.const -1)))
    (i32.const 1)))
