/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/* What every program of Weir includes: the kernel's stable ABI, no vmlinux.h. */
#ifndef WEIR_BPF_H
#define WEIR_BPF_H

#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

/* Ask the compiler not to keep a second copy of a value that was loaded once. */
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))

#endif
