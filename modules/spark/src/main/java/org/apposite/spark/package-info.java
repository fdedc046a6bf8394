/**
 * Answers for every row of a table, on Apache Spark. The entries are {@link org.apposite.spark.RulesCatalog} for SQL, {@link
 * org.apposite.spark.ShippedRules} for Java and Scala, and {@link org.apposite.spark.DecideUdf} for whoever registers functions.
 */
@NullMarked
package org.apposite.spark;

import org.jspecify.annotations.NullMarked;
