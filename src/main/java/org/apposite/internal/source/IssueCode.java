package org.apposite.internal.source;

/** The stable codes of what can be wrong in rule content. Each has a page in docs/findings. */
public enum IssueCode {
    FILE_UNREADABLE("APP-101"),
    SYNTAX("APP-102"),
    DECLARATION_REFUSED("APP-103"),
    RULE_HEADER_REFUSED("APP-104"),
    PATTERN_REFUSED("APP-105"),
    CONDITION_REFUSED("APP-106"),
    CONCLUSION_REFUSED("APP-107"),
    WRONG_ARGUMENTS("APP-108"),
    UNKNOWN_CODE("APP-109"),
    DUPLICATE("APP-110"),
    MISSING_METADATA("APP-111"),
    YAML("APP-112"),
    TOPIC_INCOMPLETE("APP-113"),
    TOO_LARGE("APP-114"),
    UNKNOWN_PLACEHOLDER("APP-115"),
    ORDER("APP-116"),
    TYPOGRAPHY("APP-117"),
    QUANTITY_INCOMPLETE("APP-118"),
    CHOICE_WITHOUT_VALUES("APP-119"),
    LIMIT_INCOMPLETE("APP-120"),
    REGIONS("APP-121"),
    TOPICS_OVERLAP("APP-122"),
    LANGUAGE("APP-123"),
    RADIATION_SCALE("APP-124"),
    LOCK("APP-125"),
    EXTENDS("APP-126"),
    CHANGES("APP-127"),
    BASE_CHANGED("APP-128"),
    CRITICAL_LOWERED("APP-129"),
    WITHDRAWAL("APP-130"),
    PROPERTY("APP-131"),
    EXCEPTION("APP-132"),
    HAZARD("APP-135");

    private final String code;

    IssueCode(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
