/* SPDX-License-Identifier: GPL-2.0 OR Apache-2.0 */
/*
 * Values that the verifier is not to know. Where many ways through a program meet and each brings a
 * different constant, it walks what follows once for each constant; once alone when it knows none.
 * A load and an or, which the packet hardly feels.
 */
#ifndef WEIR_FORGET_H
#define WEIR_FORGET_H

#include "bpf.h"

/* Always 0, which only we know. */
static __u64 nothing;

#define FORGET(value) ((value) | (typeof(value))READ_ONCE(nothing))

#endif
