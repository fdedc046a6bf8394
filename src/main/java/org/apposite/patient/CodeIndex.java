package org.apposite.patient;

import java.util.HashMap;
import java.util.Map;

/** The values of each closed list by their codes; rules name values by their codes in every evaluation. */
final class CodeIndex extends ClassValue<Map<String, Coded>> {

    private static final CodeIndex INDEX = new CodeIndex();

    private CodeIndex() {}

    static Map<String, Coded> of(Class<? extends Coded> list) {
        return INDEX.get(list);
    }

    @Override
    protected Map<String, Coded> computeValue(Class<?> list) {
        Map<String, Coded> byCode = new HashMap<>();
        for (Object value : list.getEnumConstants()) {
            Coded coded = (Coded) value;
            byCode.put(coded.code(), coded);
        }
        return byCode;
    }
}
