package org.apposite.columns;

/**
 * A column of a table, or a field of a struct.
 *
 * @param name its name
 * @param type its type
 */
public record Field(String name, FieldType type) {}
