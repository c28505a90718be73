package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.Prefs;
import ij.gui.GenericDialog;
import ij.gui.NewImage;
import ij.plugin.frame.Recorder;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Dialog;
import java.awt.GraphicsEnvironment;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.TextEvent;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drives {@link CommandBridge} and {@link CommandDialog} in a running ImageJ: menu item, fields, OK, recorder, replay. */
@Timeout(60)
class CommandDialogTest {

	private static final String LABEL = "Echo (a/b)...";
	private static final int SCREEN_HEIGHT = 1080;

	private static ImageJ imageJ;

	@TempDir
	private Path folder;

	private Recorder recorder;

	@BeforeAll
	static void startImageJ() {
		if (GraphicsEnvironment.isHeadless() && "required".equals(System.getProperty("perfusionj.gui"))) {
			throw new IllegalStateException("perfusionj.gui=required, but there is no display");
		}
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		imageJ = new ImageJ(ImageJ.EMBEDDED);
		PluginMenu.install(List.of(new PluginMenu.Item("Plugins>Perfusion", LABEL, PluginMenu.PLUGIN, "echo"),
			new PluginMenu.Item("Plugins>Perfusion", "Many parameters", PluginMenu.PLUGIN, "many")));
	}

	@AfterAll
	static void quitImageJ() throws ReflectiveOperationException {
		if (imageJ == null) return;
		IJ.log("\\Close"); // else later messages go to a log that nothing can read any more
		imageJ.dispose();
		// a closed frame is still IJ.getInstance(), and later tests in this JVM would find a display; quit() would write the user's preferences
		final Method cleanup = IJ.class.getDeclaredMethod("cleanup");
		cleanup.setAccessible(true);
		cleanup.invoke(null);
		assertNull(IJ.getInstance());
	}

	@BeforeEach
	void forgetLastValues() {
		for (final String key : new String[] { "method", "note", "smoothing_mm", "residue", "overwrite", "output", "seconds", "fault" }) {
			Prefs.set("perfusionj.echo." + key, null);
		}
		recorder = new Recorder(true);
	}

	@AfterEach
	void closeEverything() {
		if (recorder != null) recorder.close();
		final GenericDialog open = GenericDialog.getInstance();
		if (open != null) open.dispose();
		for (final Window window : Window.getWindows()) {
			if (window instanceof Dialog && window.isShowing()) window.dispose();
		}
		IJ.run("Close All");
	}

	@Test
	void aFilledDialogIsRecordedAndTheLineReplayed() throws Exception {
		final Path result = folder.resolve("from the dialog.txt");
		NewImage.createByteImage("active", 8, 8, 1, NewImage.FILL_BLACK).show();
		IJ.makeRectangle(1, 1, 3, 3);
		final GenericDialog dialog = choose(LABEL);

		((Choice) dialog.getChoices().get(0)).select("cSVD");
		final List<?> texts = dialog.getStringFields();
		type((TextField) texts.get(1), result.toString());
		type((TextField) texts.get(3), "2.25");
		type((TextField) texts.get(5), "two words");
		((Checkbox) dialog.getCheckboxes().get(1)).setState(false);
		press(dialog.getButtons()[0]);

		final String expected = "run(\"" + LABEL + "\", \"output=[" + result + "] method=cSVD smoothing_mm=2.25 overwrite=false note=[two words]\");";
		waitFor(() -> Files.exists(result) && recorded().contains("run(\"" + LABEL), () -> recorded());
		assertEquals(expected, recorded().lines().filter(line -> line.startsWith("run(\"" + LABEL)).findFirst().orElse(recorded()));
		final String fromDialog = Files.readString(result);
		assertTrue(fromDialog.contains("method=cSVD\n") && fromDialog.contains("image=active\nselection=Rectangle"), fromDialog);
		assertTrue(Recorder.record, "the recorder goes on");

		Files.delete(result);
		final String returned = IJ.runMacro(expected);
		assertFalse("[aborted]".equals(returned));
		assertEquals(withoutThread(fromDialog), withoutThread(Files.readString(result)));
	}

	@Test
	void ofDefaultsOneIsRecordedSoThatTheLineDoesNotAsk() throws Exception {
		press(choose(LABEL).getButtons()[0]);
		waitFor(() -> recorded().contains("run(\"" + LABEL + "\", \"method=oSVD\");"), this::recorded);
	}

	@Test
	void lastValuesAreRememberedByTheDialogOnly() throws Exception {
		final GenericDialog first = choose(LABEL);
		type((TextField) first.getStringFields().get(5), "remember me");
		press(first.getButtons()[0]);
		waitFor(() -> recorded().contains("remember me"), this::recorded);

		final Path result = folder.resolve("macro.txt");
		IJ.runMacro("run('" + LABEL + "', 'output=[" + result + "]');");
		assertTrue(Files.readString(result).contains("note=\n"), "a macro starts from the defaults");

		final GenericDialog second = choose(LABEL);
		assertEquals("remember me", ((TextField) second.getStringFields().get(5)).getText());
		press(second.getButtons()[1]);
	}

	@Test
	void wrongValuesAreNamedAndOkIsOff() throws Exception {
		final GenericDialog dialog = choose(LABEL);
		final TextField smoothing = (TextField) dialog.getStringFields().get(3);
		type(smoothing, "abc");
		waitFor(() -> !dialog.getButtons()[0].isEnabled(), () -> "OK is on");
		assertEquals("Smoothing must be a number in mm, not \"abc\".", foot(dialog).getText());
		type(smoothing, "25");
		waitFor(() -> foot(dialog).getText().contains("0 to 20"), () -> foot(dialog).getText());
		type(smoothing, "5");
		waitFor(() -> dialog.getButtons()[0].isEnabled(), () -> foot(dialog).getText());
		press(dialog.getButtons()[1]);
	}

	@Test
	void aCancelledDialogRunsAndRecordsNothing() throws Exception {
		press(choose(LABEL).getButtons()[1]);
		waitFor(() -> GenericDialog.getInstance() == null, () -> "the dialog is open");
		assertTrue(Recorder.record);
		assertFalse(recorded().contains("method="), recorded());
	}

	@Test
	void escapeStopsTheWorkWithinASecond() throws Exception {
		final GenericDialog dialog = choose(LABEL);
		final Path result = folder.resolve("never.txt");
		type((TextField) dialog.getStringFields().get(1), result.toString());
		type((TextField) dialog.getStringFields().get(6), "60");
		press(dialog.getButtons()[0]);
		waitFor(() -> workers() == 1, () -> "not started");
		Thread.sleep(300);
		final long start = System.nanoTime();
		IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);
		waitFor(() -> workers() == 0, () -> "not stopped");
		assertTrue(System.nanoTime() - start < 1_000_000_000L);
		assertFalse(Files.exists(result));
	}

	@Test
	void anErrorIsShown() throws Exception {
		final GenericDialog dialog = choose(LABEL);
		((Choice) dialog.getChoices().get(1)).select("input");
		press(dialog.getButtons()[0]);
		waitFor(() -> shown("Echo (a/b)...") != null, () -> "no message");
		shown("Echo (a/b)...").dispose();
	}

	@Test
	void aLargeDialogFitsOnTheScreen() throws Exception {
		final GenericDialog dialog = choose("Many parameters");
		dialog.toFront();
		Thread.sleep(300);
		final Path picture = Path.of("target", "dialog.png");
		final Rectangle place = dialog.getBounds();
		ImageIO.write(new Robot().createScreenCapture(place), "png", picture.toFile());
		assertTrue(place.height < SCREEN_HEIGHT - 80, () -> "height " + place.height);
		assertTrue(place.width < 1280, () -> "width " + place.width);
		press(dialog.getButtons()[1]);
	}

	private GenericDialog choose(final String label) throws InterruptedException {
		final Menu menu = Menus.getImageJMenu("Plugins>Perfusion");
		assertNotNull(menu, "the menu is not there");
		for (int n = 0; n < menu.getItemCount(); n++) {
			final MenuItem item = menu.getItem(n);
			if (!item.getLabel().equals(label)) continue;
			imageJ.actionPerformed(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, label));
			waitFor(() -> GenericDialog.getInstance() != null && GenericDialog.getInstance().isShowing(), () -> "no dialog");
			return GenericDialog.getInstance();
		}
		throw new AssertionError("No item " + label);
	}

	private static void type(final TextField field, final String text) {
		field.setText(text);
		field.dispatchEvent(new TextEvent(field, TextEvent.TEXT_VALUE_CHANGED));
	}

	private static void press(final Button button) {
		button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getLabel()));
	}

	private String recorded() {
		final String text = recorder.getText();
		return text == null ? "" : text;
	}

	private static TextArea foot(final GenericDialog dialog) {
		for (final java.awt.Component component : dialog.getComponents()) {
			if (!(component instanceof java.awt.Panel panel)) continue;
			for (final java.awt.Component inner : panel.getComponents()) {
				if (inner instanceof TextArea foot) return foot;
			}
		}
		throw new AssertionError("no foot");
	}

	private static Window shown(final String title) {
		for (final Window window : Window.getWindows()) {
			if (window instanceof Dialog dialog && dialog.isShowing() && title.equals(dialog.getTitle()) && !(dialog instanceof GenericDialog)) return window;
		}
		return null;
	}

	private static long workers() {
		return Thread.getAllStackTraces().values().stream().filter(stack -> List.of(stack).stream().anyMatch(frame -> frame.getClassName().equals(
			EchoCommand.class.getName()))).count();
	}

	private static String withoutThread(final String echo) {
		return echo.replaceAll("thread=.*\n", "");
	}

	private interface Condition {

		boolean holds() throws Exception;
	}

	private static void waitFor(final Condition condition, final Supplier<String> otherwise) throws InterruptedException {
		try {
			for (int n = 0; n < 1500; n++) {
				if (condition.holds()) return;
				Thread.sleep(20);
			}
		}
		catch (final InterruptedException interrupted) {
			throw interrupted;
		}
		catch (final Exception failed) {
			throw new AssertionError(failed);
		}
		throw new AssertionError(otherwise.get());
	}
}
