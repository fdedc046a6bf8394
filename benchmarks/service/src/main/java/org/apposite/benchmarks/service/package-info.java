/** What the CDS Hooks service costs. */
@NullMarked
package org.apposite.benchmarks.service;

import org.jspecify.annotations.NullMarked;
