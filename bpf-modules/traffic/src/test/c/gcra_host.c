// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* gcra.h as a host library, so that it is tested without a kernel. */
#include "../../../../include/weir/gcra.h"

/* One packet of that cost: the new word, or 0 when it does not conform. */
unsigned long long host_take(unsigned long long word, unsigned long long now, unsigned long long cost,
			     const struct gcra *limit)
{
	return gcra_take(limit, cost, gcra_debt(word, now, limit->horizon), now, 5);
}
