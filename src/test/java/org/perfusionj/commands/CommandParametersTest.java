package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** Tests {@link CommandParameters} and {@link ParameterInfo}. */
class CommandParametersTest {

	@Test
	void everythingComesFromTheField() {
		final CommandParameters parameters = CommandParameters.of(new CommandInfo(AllTypes.class));
		assertEquals(List.of("folder", "file", "either", "text", "flag", "whole", "large", "number", "small", "choice", "image"), parameters.all().stream().map(
			ParameterInfo::key).toList());
		assertEquals(List.of(ParameterType.FOLDER, ParameterType.FILE, ParameterType.PATH, ParameterType.TEXT, ParameterType.FLAG, ParameterType.INTEGER,
			ParameterType.INTEGER, ParameterType.NUMBER, ParameterType.NUMBER, ParameterType.CHOICE, ParameterType.HOST), parameters.all().stream().map(
				ParameterInfo::type).toList());
		final ParameterInfo number = parameters.find("number").orElseThrow();
		assertEquals("Width", number.label());
		assertEquals("Width (mm)", number.labelWithUnit());
		assertEquals("How wide.", number.description());
		assertEquals("Filter", number.group());
		assertEquals(0.5, number.defaultValue());
		assertEquals("0.5", number.defaultText());
		assertEquals("number, 0 to 2.5", number.allowed());
		assertEquals("auto|number", parameters.find("text").orElseThrow().allowed());
		assertEquals("a|b c", parameters.find("choice").orElseThrow().allowed());
		assertEquals("whole number, -3 or more", parameters.find("whole").orElseThrow().allowed());
		assertTrue(parameters.find("folder").orElseThrow().required());
		assertEquals(List.of("", "Filter"), List.copyOf(parameters.keyedByGroup().keySet()));
		assertTrue(parameters.find("image").isEmpty());
	}

	@Test
	void textBecomesTheFieldsType() {
		final CommandParameters parameters = CommandParameters.of(new CommandInfo(AllTypes.class));
		final Map<String, Object> values = parameters.resolve(Map.of("folder", "/a b", "file", "c.nii", "whole", "1e3", "large", "5000000000", "number", "2.5",
			"small", "0.25", "choice", "B C", "flag", "TRUE"));
		assertEquals("/a b", values.get("folder"));
		assertEquals(new File("c.nii"), values.get("file"));
		assertEquals(1000, values.get("whole"));
		assertEquals(5_000_000_000L, values.get("large"));
		assertEquals(2.5, values.get("number"));
		assertEquals(0.25f, values.get("small"));
		assertEquals("b c", values.get("choice"));
		assertEquals(true, values.get("flag"));
		assertEquals("auto", values.get("text"));
		assertNull(parameters.resolve(Map.of("folder", "x")).get("file"));
	}

	@Test
	void textThatIsNoValueIsRefused() {
		final CommandParameters parameters = CommandParameters.of(new CommandInfo(AllTypes.class));
		for (final Map<String, String> wrong : List.of(Map.of("folder", "x", "whole", "-4"), Map.of("folder", "x", "whole", "3000000000"), Map.of("folder", "x",
			"number", "NaN"), Map.of("folder", "x", "number", "Infinity"), Map.of("folder", "x", "number", "1d"), Map.of("folder", "x", "number", ""), Map.of(
				"folder", "x", "flag", "1"), Map.of("folder", "x", "choice", ""), Map.of("number", "1"), Map.of("folder", " ")))
		{
			final PerfusionException refused = assertThrows(PerfusionException.class, () -> parameters.resolve(wrong), wrong::toString);
			assertTrue(wrong.keySet().stream().anyMatch(refused.getMessage()::contains) || refused.getMessage().contains("folder=..."), refused.getMessage());
		}
	}

	@Test
	void keysThatAMacroWouldConfuseAreRefused() {
		// Macro.getValue("t_start=3", "start") is 3
		assertThrows(IllegalStateException.class, () -> CommandParameters.of(new CommandInfo(EndsInAnother.class)));
		assertThrows(IllegalStateException.class, () -> CommandParameters.of(new CommandInfo(UpperCase.class)));
	}

	/** Has a field of every type. */
	public static class AllTypes extends Idle {

		@Parameter(style = "directory")
		private String folder;
		@Parameter(required = false)
		private File file;
		@Parameter(style = "both", required = false)
		private String either = "";
		@Parameter(attrs = @Attr(name = "values", value = "auto|number"))
		private String text = "auto";
		@Parameter
		private boolean flag = false;
		@Parameter(min = "-3")
		private int whole = 0;
		@Parameter
		private long large = 0;
		@Parameter(label = "Width", description = "How wide.", min = "0", max = "2.5", attrs = { @Attr(name = "unit", value = "mm"), @Attr(name = "group",
			value = "Filter") })
		private double number = 0.5;
		@Parameter
		private float small = 1;
		@Parameter(choices = { "a", "b c" })
		private String choice = "a";
		@Parameter
		private ImagePlus image;
	}

	/** Has a key that ends in another one. */
	public static class EndsInAnother extends Idle {

		@Parameter
		private int start = 0;
		@Parameter
		private int t_start = 0;
	}

	/** Has a key that the recorder would change. */
	public static class UpperCase extends Idle {

		@Parameter
		private int startFrame = 0;
	}

	/** Does nothing. */
	public static class Idle extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			// only the fields matter
		}
	}
}
