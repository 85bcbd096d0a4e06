import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.utilities.npm.NpmPackage;

/**
 * The reference validator, offline, as a filter: one line "path[TAB]profile" in, one line of tab-separated
 * "severity, place, message id, message" out per issue, then an empty line. Arguments are folders of
 * conformance resources (JSON), or FHIR NPM packages (.tgz).
 */
public class Oracle {
  public static void main(String[] folders) throws Exception {
    FhirContext context = FhirContext.forR4();
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(context);
    for (String folder : folders) {
      if (folder.endsWith(".tgz")) unpack(context, ours, Path.of(folder));
      else load(context, ours, Path.of(folder));
    }
    ValidationSupportChain chain = new ValidationSupportChain(
        ours,
        new DefaultProfileValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator instances = new FhirInstanceValidator(chain);
    instances.setAnyExtensionsAllowed(true);
    instances.setErrorForUnknownProfiles(true);
    FhirValidator validator = context.newValidator().registerValidatorModule(instances);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] asked = line.split("\t");
      String text = Files.readString(Path.of(asked[0]), StandardCharsets.UTF_8);
      ValidationOptions options = new ValidationOptions();
      if (asked.length > 1) options.addProfile(asked[1]);
      try {
        for (SingleValidationMessage m : validator.validateWithResult(text, options).getMessages()) {
          System.out.println(String.join("\t",
              m.getSeverity().getCode(), flat(m.getLocationString()), flat(m.getMessageId()), flat(m.getMessage())));
        }
      } catch (RuntimeException unreadable) { // its parser gives up by throwing
        System.out.println("fatal\t\t\t" + flat(unreadable.getMessage()));
      }
      System.out.println();
      System.out.flush();
    }
  }

  private static void load(FhirContext context, PrePopulatedValidationSupport ours, Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".json")).sorted()::iterator) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.contains("\"resourceType\"")) continue;
        IBaseResource resource = context.newJsonParser().parseResource(text);
        if (Stream.of("StructureDefinition", "ValueSet", "CodeSystem").anyMatch(context.getResourceType(resource)::equals))
          ours.addResource(resource);
      }
    }
  }

  private static void unpack(FhirContext context, PrePopulatedValidationSupport ours, Path file) throws Exception {
    try (InputStream packed = Files.newInputStream(file)) {
      NpmPackage npm = NpmPackage.fromPackage(packed);
      for (String name : npm.listResources("StructureDefinition", "ValueSet", "CodeSystem")) {
        try (InputStream text = npm.load("package", name)) {
          ours.addResource(context.newJsonParser().parseResource(text));
        }
      }
    }
  }

  private static String flat(String text) {
    return text == null ? "" : text.replaceAll("\\s+", " ");
  }
}
