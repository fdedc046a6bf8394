package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.cdshooks.CdsServiceRequestContextJson;
import ca.uhn.fhir.rest.api.server.cdshooks.CdsServiceRequestJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceIndicatorEnum;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServicesJson;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;

/** HAPI FHIR's own types for CDS Hooks write the request and read what comes back, through HTTP. */
class AnotherImplementationTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    @Test
    void another_implementation_finds_the_service_calls_it_and_reads_the_card() throws Exception {
        try (CdsService service = Requests.service();
                CdsServer server =
                        CdsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), service)) {
            URI base = URI.create("http://127.0.0.1:" + server.address().getPort() + "/cds-services");
            HttpClient client = HttpClient.newHttpClient();
            ObjectMapper mapper = mapper();

            CdsServicesJson services = mapper.readValue(
                    client.send(HttpRequest.newBuilder(base).build(), BodyHandlers.ofString())
                            .body(),
                    CdsServicesJson.class);
            CdsServiceJson found = services.getServices().stream()
                    .filter(one -> one.getHook().equals("order-select"))
                    .findFirst()
                    .orElseThrow();

            HttpResponse<String> answered = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/" + found.getId()))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(mapper.writeValueAsString(request(found))))
                            .build(),
                    BodyHandlers.ofString());
            CdsServiceResponseJson response = mapper.readValue(answered.body(), CdsServiceResponseJson.class);

            CdsServiceResponseCardJson card = response.getCards().get(0);
            assertThat(card.getIndicator()).isEqualTo(CdsServiceIndicatorEnum.WARNING);
            assertThat(card.getSummary()).startsWith("There is a warning for this order.");
            assertThat(card.getSelectionBehaviour()).isEqualTo("at-most-one");
            ServiceRequest suggested = (ServiceRequest)
                    card.getSuggestions().get(0).getActions().get(0).getResource();
            assertThat(suggested.getCode().getCodingFirstRep().getCode()).isEqualTo("24981-3");
            ServiceRequest rated =
                    (ServiceRequest) response.getServiceActions().get(0).getResource();
            assertThat(rated.getExtensionByUrl("http://fhir.org/argonaut/Extension/pama-rating"))
                    .isNotNull();
        }
    }

    private static CdsServiceRequestJson request(CdsServiceJson service) {
        JsonNode example = Requests.of("lumbar-mri.json");
        ((ObjectNode) example.at("/context/draftOrders/entry/0/resource/code/coding/0")).put("code", "36532-0");
        CdsServiceRequestContextJson context = new CdsServiceRequestContextJson();
        context.put("userId", "Practitioner/3");
        context.put("patientId", "child-9");
        context.put("selections", List.of("ServiceRequest/draft-1"));
        context.put("draftOrders", resource(example.path("context").path("draftOrders"), Bundle.class));
        CdsServiceRequestJson request = new CdsServiceRequestJson();
        request.setHook(service.getHook());
        request.setHookInstance("5b2d0f4c-3a0e-4f0c-8d8e-6a6f1f9d2c11");
        request.setContext(context);
        JsonNode prefetch = example.path("prefetch");
        request.addPrefetch("patient", resource(prefetch.path("patient"), Patient.class));
        for (String key : new String[] {"conditions", "observations", "imagingReports"}) {
            assertThat(service.getPrefetch()).containsKey(key);
            request.addPrefetch(key, resource(prefetch.path(key), Bundle.class));
        }
        return request;
    }

    private static <R extends IBaseResource> R resource(JsonNode json, Class<R> type) {
        return FHIR.newJsonParser().parseResource(type, json.toString());
    }

    /** Resources are written and read by HAPI's parser; members that it does not know are passed over, as clients do. */
    private static ObjectMapper mapper() {
        SimpleModule resources = new SimpleModule();
        resources.addSerializer(new StdSerializer<>(IBaseResource.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(IBaseResource one, JsonGenerator out, SerializerProvider any) throws IOException {
                out.writeRawValue(FHIR.newJsonParser().encodeResourceToString(one));
            }
        });
        resources.addDeserializer(IBaseResource.class, new StdDeserializer<>(IBaseResource.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public IBaseResource deserialize(JsonParser in, DeserializationContext any) throws IOException {
                return FHIR.newJsonParser().parseResource(in.readValueAsTree().toString());
            }
        });
        return new ObjectMapper().registerModule(resources).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
