package dev.matrix;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds who may use whom, and where each library stops. docs/architecture.md explains the packages. */
class ArchitectureTest {

    private static final String ROOT = "dev.matrix";

    /** Package -> the packages it may use besides itself. Main, in the root package, wires all of them. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("cli", Set.of("app", "config", "console", "domain")),
            Map.entry("console", Set.of("execution", "analysis", "domain")),
            Map.entry(
                    "app",
                    Set.of(
                            "config",
                            "dataset",
                            "prompt",
                            "plan",
                            "inference",
                            "execution",
                            "scoring",
                            "lmeval",
                            "store",
                            "analysis",
                            "report",
                            "domain")),
            Map.entry("config", Set.of("domain")),
            Map.entry("dataset", Set.of("domain")),
            Map.entry("prompt", Set.of("domain")),
            Map.entry("plan", Set.of("domain")),
            Map.entry("inference", Set.of("domain")),
            Map.entry("ollama", Set.of("inference", "domain")),
            Map.entry("execution", Set.of("plan", "inference", "domain")),
            Map.entry("scoring", Set.of("domain")),
            Map.entry("lmeval", Set.of("plan", "domain")),
            Map.entry("store", Set.of("domain")),
            Map.entry("analysis", Set.of("domain")),
            Map.entry("report", Set.of("analysis", "domain")),
            Map.entry("simulator", Set.of("domain", "dataset")),
            Map.entry("domain", Set.of()));

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageUsesOnlyWhatTheTableAllows(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(ArchitectureTest::within)
                .toArray(String[]::new);
        check(
                classes()
                        .that()
                        .resideInAPackage(within(name))
                        .should()
                        .onlyDependOnClassesThat(
                                not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed))),
                "the table of packages in docs/architecture.md lets " + name + " use " + MAY_USE.get(name));
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> used = PROGRAM.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0])
                .collect(toCollection(TreeSet::new));

        assertThat(MAY_USE.keySet()).containsAll(used);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .because("a package can then be understood, tested and replaced without those that use it")
                .check(PROGRAM);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = PROGRAM.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();

        assertThat(unmarked)
                .as("packages whose package-info lacks @NullMarked: NullAway would not look at them")
                .isEmpty();
    }

    @Test
    void domainKnowsOnlyTheJdk() {
        check(
                classes()
                        .that()
                        .resideInAPackage(within("domain"))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", within("domain")),
                "the words of the program outlive its libraries");
    }

    @Test
    void okhttpStaysInTheAdapters() {
        fence(
                "an HTTP library is replaced in two places: where models are asked, and where the hub's files come from",
                resideInAnyPackage("okhttp3..", "okio.."),
                "ollama",
                "dataset.hub");
    }

    @Test
    void parquetStaysInItsReader() {
        fence(
                "rows come out as JSON, whatever library read them; Hadoop is there only because that library names it",
                resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..", "io.airlift.."),
                "dataset.parquet");
    }

    @Test
    void picocliStaysInCli() {
        fence("use cases take plain settings, whoever parsed them", resideInAPackage("picocli.."), "cli");
    }

    @Test
    void yamlStaysInConfig() {
        fence("only config says file, line and path in its errors", resideInAPackage("org.yaml.."), "config");
    }

    @Test
    void hipparchusStaysInAnalysis() {
        fence(
                "every number that is reported is computed in one place",
                resideInAPackage("org.hipparchus.."),
                "analysis");
    }

    @Test
    void logbackStaysBesideMain() {
        fence("other classes log through SLF4J and do not know where lines go", resideInAPackage("ch.qos.logback.."));
    }

    @Test
    void jacksonStaysOutOfTheCore() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                within("domain"),
                                within("plan"),
                                within("execution"),
                                within("scoring"),
                                within("analysis"),
                                within("prompt"),
                                within("inference"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.fasterxml.jackson.."),
                "file and wire formats are mapped at the edges, so that a format never shapes a rule");
    }

    @Test
    void onlyMainTouchesTheProcess() {
        check(
                noClasses()
                        .that(are(not(inFileOf("dev\\.matrix\\.Main"))))
                        .should(ACCESS_STANDARD_STREAMS)
                        .orShould()
                        .accessField(System.class, "in")
                        .orShould()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "halt", int.class),
                "writers are passed in, and a result is returned: both can be tested");
    }

    @Test
    void onlyASleeperSleeps() {
        check(
                noClasses()
                        .that(are(not(inFileOf(".*\\.Sleeper"))))
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .orShould()
                        .callMethod(Thread.class, "sleep", long.class, int.class)
                        .orShould()
                        .callMethod(TimeUnit.class, "sleep", long.class),
                "waiting is injected, so that tests take no time and a cancelled run stops at once");
    }

    @Test
    void simulatorAndOllamaShareOnlyTheDomain() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(within("simulator"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(within("ollama"), within("inference")),
                "the server that tests the client must not share its mistakes");
        check(
                noClasses()
                        .that()
                        .resideInAPackage(within("ollama"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(within("simulator"), within("dataset")),
                "the client must not share the mistakes of the server that tests it");
    }

    @Test
    void analysisReadsNoFiles() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(within("analysis"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.io..", "java.nio.file.."),
                "statistics are functions of what they are given");
    }

    @Test
    void scoringKnowsNoHttp() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(within("scoring"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.net..", "okhttp3..", "okio.."),
                "a stored run is scored again without any network");
    }

    @Test
    void nothingIsStaticAndChangeable() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .because("state belongs to objects that are passed in: tests run side by side")
                .check(PROGRAM);
    }

    @Test
    void namesSayWhatAClassIs() {
        check(
                classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Helpers|Manager)(\\$.*)?"),
                "such names gather what belongs elsewhere");
    }

    /** Lets only the given packages, and the wiring in the root package, depend on a library. */
    private static void fence(String reason, DescribedPredicate<JavaClass> library, String... insiders) {
        String[] inside = Stream.concat(Stream.of(ROOT), Stream.of(insiders).map(ArchitectureTest::within))
                .toArray(String[]::new);
        check(noClasses().that().resideOutsideOfPackages(inside).should().dependOnClassesThat(library), reason);
    }

    private static void check(ArchRule rule, String reason) {
        rule.allowEmptyShould(true).because(reason).check(PROGRAM);
    }

    /** Matches the class of such a name and those nested in it. */
    private static DescribedPredicate<JavaClass> inFileOf(String pattern) {
        return DescribedPredicate.describe(
                "in the file of " + pattern, found -> found.getName().matches(pattern + "(\\$.*)?"));
    }

    private static DescribedPredicate<JavaClass> are(DescribedPredicate<JavaClass> predicate) {
        return predicate.as("are %s", predicate.getDescription());
    }

    private static String within(String name) {
        return ROOT + "." + name + "..";
    }
}
