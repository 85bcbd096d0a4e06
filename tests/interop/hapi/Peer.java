import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** HAPI's plain RestfulServer with its in-memory providers: {@code java Peer PORT}, base {@code /fhir}. */
public class Peer {
  static final FhirContext CONTEXT = FhirContext.forR4();
  static final Map<String, Provider<?>> PROVIDERS = new LinkedHashMap<>();

  public static void main(String[] args) throws Exception {
    for (Class<? extends Resource> type : List.of(
        Patient.class, Organization.class, ListResource.class, DocumentReference.class, Binary.class)) {
      add(type);
    }
    RestfulServer rest = new RestfulServer(CONTEXT);
    CONTEXT.setParserErrorHandler(new StrictErrorHandler());
    rest.setResourceProviders(List.copyOf(PROVIDERS.values()));
    rest.registerProvider(new Whole());
    FifoMemoryPagingProvider pages = new FifoMemoryPagingProvider(100);
    pages.setDefaultPageSize(10);
    pages.setMaximumPageSize(20);
    rest.setPagingProvider(pages);
    Server server = new Server(new java.net.InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
    ServletContextHandler handler = new ServletContextHandler();
    handler.addServlet(new ServletHolder(rest), "/fhir/*");
    server.setHandler(handler);
    server.start();
    server.join();
  }

  private static <T extends Resource> void add(Class<T> type) {
    PROVIDERS.put(CONTEXT.getResourceType(type), new Provider<>(type));
  }

  /** One kind of resource, found by name, identifier or patient. */
  public static class Provider<T extends Resource> extends HashMapResourceProvider<T> {
    Provider(Class<T> type) {
      super(CONTEXT, type);
    }

    @Search
    public List<T> find(
        @OptionalParam(name = "name") StringParam name,
        @OptionalParam(name = "identifier") TokenParam identifier,
        @OptionalParam(name = "patient") ReferenceParam patient,
        @OptionalParam(name = "status") TokenParam status,
        @OptionalParam(name = "code") TokenParam code) {
      return getStoredResources().stream()
          .filter(one -> name == null || named(one, name))
          .filter(one -> patient == null || said(one).contains("Patient/" + patient.getIdPart()))
          .filter(one -> identifier == null || said(one).contains(identifier.getValue()))
          .collect(Collectors.toList());
    }

    private static boolean named(Resource one, StringParam name) {
      if (!(one instanceof Organization)) return false;
      String held = ((Organization) one).getName();
      return name.isContains() ? held.contains(name.getValue()) : held.startsWith(name.getValue());
    }

    private static String said(Resource one) {
      return CONTEXT.newJsonParser().encodeResourceToString(one);
    }
  }

  /** What concerns the whole server. */
  public static class Whole {
    @Transaction
    public Bundle transaction(@TransactionParam Bundle asked, RequestDetails details) {
      Map<String, String> places = new HashMap<>();
      for (Bundle.BundleEntryComponent entry : asked.getEntry()) {
        String type = entry.getResource().fhirType();
        if (!PROVIDERS.containsKey(type)) throw new ca.uhn.fhir.rest.server.exceptions.InvalidRequestException(type);
        entry.getResource().setId(type + "/" + UUID.randomUUID());
        places.put(entry.getFullUrl(), entry.getResource().getIdElement().getValue());
      }
      Bundle answer = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
      for (Bundle.BundleEntryComponent entry : asked.getEntry()) {
        CONTEXT.newTerser().getAllResourceReferences(entry.getResource()).forEach(found -> {
          String target = places.get(found.getResourceReference().getReferenceElement().getValue());
          if (target != null) found.getResourceReference().setReference(target);
        });
        store(entry.getResource());
        answer.addEntry().getResponse().setStatus("201 Created")
            .setLocation(entry.getResource().getIdElement().getValue() + "/_history/1");
      }
      return answer;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Resource> void store(Resource resource) {
      ((Provider<T>) PROVIDERS.get(resource.fhirType())).store((T) resource);
    }

    @Operation(name = "$process-message", manualRequest = true, manualResponse = true)
    public void processMessage(HttpServletRequest request, HttpServletResponse response) throws Exception {
      String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Bundle message = (Bundle) CONTEXT.newJsonParser().parseResource(body);
      MessageHeader header = (MessageHeader) message.getEntryFirstRep().getResource();
      MessageHeader said = new MessageHeader();
      said.setId(UUID.randomUUID().toString());
      said.setEvent(header.getEvent());
      said.getSource().setEndpoint("urn:example:peer");
      said.getResponse().setIdentifier(header.getIdElement().getIdPart()).setCode(MessageHeader.ResponseType.OK);
      Bundle answer = new Bundle().setType(Bundle.BundleType.MESSAGE).setTimestamp(new Date());
      answer.addEntry().setFullUrl("urn:uuid:" + said.getIdElement().getIdPart()).setResource(said);
      response.setContentType("application/fhir+json");
      response.getOutputStream().write(
          CONTEXT.newJsonParser().encodeResourceToString(answer).getBytes(StandardCharsets.UTF_8));
    }
  }
}
