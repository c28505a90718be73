package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.commands.CommandParameters;
import org.perfusionj.work.PerfusionException;
import org.scijava.Context;

/** Tests {@link MacroOptions}. */
class MacroOptionsTest {

	private static Context context;
	private static CommandParameters parameters;

	@BeforeAll
	static void readParameters() {
		context = new Context();
		parameters = CommandParameters.of(new CommandIndex(context).find("echo").orElseThrow());
	}

	@AfterAll
	static void dispose() {
		context.dispose();
	}

	@Test
	void valuesFlagsAndBrackets() {
		final Map<String, String> texts = parse("method=cSVD  residue overwrite=false note=[two words [nested] a=b] smoothing_mm=-1.5e-3 ");
		final Map<String, String> expected = new LinkedHashMap<>();
		expected.put("method", "cSVD");
		expected.put("residue", null);
		expected.put("overwrite", "false");
		expected.put("note", "two words [nested] a=b");
		expected.put("smoothing_mm", "-1.5e-3");
		assertEquals(expected, texts);
		assertEquals(List.copyOf(expected.keySet()), List.copyOf(texts.keySet()));
	}

	@Test
	void aKeyIsNotFoundInsideAnotherOneOrInsideAValue() {
		// ImageJ's own Macro.getValue finds "start" in both.
		assertEquals(Map.of("t_start", "3"), parse("t_start=3"));
		assertEquals(Map.of("note", "start=5 residue"), parse("note=[start=5 residue]"));
	}

	@Test
	void keysAreReadInLowerCase() {
		assertEquals(Map.of("method", "oSVD"), parse("Method=oSVD"));
	}

	@Test
	void nothingIsNothing() {
		assertEquals(Map.of(), parse("  "));
		assertEquals(Map.of("note", ""), parse("note="));
		assertEquals(Map.of("note", ""), parse("note=[]"));
	}

	@Test
	void macroVariables() {
		final Map<String, String> variables = Map.of("folder", "/data/a b");
		assertEquals(Map.of("output", "/data/a b"), MacroOptions.parse("output=&folder", variables::get));
		final PerfusionException unknown = assertThrows(PerfusionException.class, () -> MacroOptions.parse("output=&dir", variables::get));
		assertTrue(unknown.getMessage().contains("dir"), unknown.getMessage());
	}

	@Test
	void wrongOptions() {
		assertThrows(PerfusionException.class, () -> parse("note=[never closed"));
		assertThrows(PerfusionException.class, () -> parse("note=a note=b"));
		assertThrows(PerfusionException.class, () -> parse("residue residue=true"));
		assertThrows(PerfusionException.class, () -> parse("=3"));
	}

	@Test
	void flags() {
		assertEquals(true, resolve("residue").get("residue"));
		assertEquals(true, resolve("residue=true").get("residue"));
		assertEquals(false, resolve("overwrite=false").get("overwrite"));
		assertEquals(false, resolve("").get("residue"));
		assertEquals(true, resolve("").get("overwrite"), "a missing flag has its default, it is not false");
	}

	@Test
	void aBareKeyThatIsNoFlagIsRefused() {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> resolve("input method=oSVD"));
		assertTrue(refused.getMessage().contains("input"), refused.getMessage());
	}

	@Test
	void unknownKeysNameTheKnownOnes() {
		final PerfusionException unknown = assertThrows(PerfusionException.class, () -> resolve("methd=oSVD"));
		assertTrue(unknown.getMessage().contains("methd") && unknown.getMessage().contains("smoothing_mm"), unknown.getMessage());
		assertThrows(PerfusionException.class, () -> resolve("image=a.tif"), "what the host fills has no key");
	}

	@Test
	void onlyWhatDiffersFromTheDefaultsIsWritten() {
		assertEquals("", format(parameters.defaults()));
		final Map<String, Object> values = parameters.defaults();
		values.put("method", "two words");
		values.put("overwrite", false);
		values.put("residue", true);
		values.put("smoothing_mm", 2.0);
		values.put("threshold", "");
		assertEquals("method=[two words] threshold=[] smoothing_mm=2 residue=true overwrite=false", format(values));
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "two words", "/data/case [1]/a b", "[x]", "a=b", "\u00b5m 5", "&notAVariable", "'quoted", "tab\tbetween", "" })
	void writtenTextIsReadAgain(final String note) {
		final Map<String, Object> values = parameters.defaults();
		values.put("note", note);
		assertTrue(MacroOptions.canBeWritten(note));
		assertEquals(note, parameters.resolve(MacroOptions.parse(format(values), name -> null)).get("note"));
	}

	@Test
	void unpairedBracketsCannotBeWritten() {
		for (final String text : Arrays.asList("a]", "[a", "]a[")) assertFalse(MacroOptions.canBeWritten(text), text);
	}

	@Test
	void everyNumberIsReadAgain() {
		for (final double number : new double[] { 0, 0.035, 1.0 / 3, 1e-7, 12.5, 19.999999999999996 }) {
			final Map<String, Object> values = parameters.defaults();
			values.put("smoothing_mm", number);
			assertEquals(number, resolve(format(values)).get("smoothing_mm"));
		}
	}

	private static Map<String, String> parse(final String options) {
		return MacroOptions.parse(options, name -> null);
	}

	private static Map<String, Object> resolve(final String options) {
		return new HashMap<>(parameters.resolve(parse(options)));
	}

	private static String format(final Map<String, Object> values) {
		return MacroOptions.format(parameters.keyed(), Collections.unmodifiableMap(values));
	}
}
