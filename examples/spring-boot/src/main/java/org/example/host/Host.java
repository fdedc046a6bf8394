package org.example.host;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Alert;
import org.apposite.json.AdviceJson;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseFormat;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A case in, advice out: {@code curl --json '{"complaint": {"symptom": "back-pain"}}' http://localhost:8080/advice}. */
@SpringBootApplication
@RestController
public class Host {

    private final Supplier<ClinicalRules> rules;

    Host(Supplier<ClinicalRules> rules) {
        this.rules = rules;
    }

    public static void main(String[] args) {
        SpringApplication.run(Host.class, args);
    }

    @PostMapping(path = "/advice", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> advice(@RequestBody byte[] json) {
        ClinicalRules current = rules.get();
        CaseRecord stated = new CaseReader(current.vocabulary())
                .read(new ByteArrayInputStream(json), CaseFormat.JSON)
                .findFirst()
                .orElseThrow();
        return stated.patientCase()
                .map(patient -> ResponseEntity.ok(AdviceJson.compact(current.evaluate(patient))))
                .orElseGet(() -> ResponseEntity.badRequest().body(AdviceJson.compact(stated)));
    }

    /** Without an answer the emergencies stand all the same. */
    @ExceptionHandler
    ResponseEntity<List<String>> aborted(EvaluationAborted none) {
        return ResponseEntity.internalServerError()
                .body(none.emergencies().stream().map(Alert::text).toList());
    }
}
