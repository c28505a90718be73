package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import ij.text.TextWindow;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.TextEvent;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.commands.ParameterType;
import org.scijava.MenuEntry;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;

/** A running plain ImageJ with the plugin's menu, and what a user does there: menu items, dialogs, keys. */
final class Desktop implements AutoCloseable {

	private static final int WAIT_MS = 30_000;

	private final ImageJ imageJ;

	/** Starts ImageJ; without a display the test is skipped, or fails where that is not allowed. */
	Desktop() throws Exception {
		if (GraphicsEnvironment.isHeadless() && "required".equals(System.getProperty("perfusionj.gui"))) {
			throw new IllegalStateException("perfusionj.gui=required, but there is no display");
		}
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		imageJ = new ImageJ(ImageJ.EMBEDDED);
		PluginMenu.install(PluginMenu.own());
	}

	/** Ends ImageJ without writing its preferences; later tests of this JVM find none running. */
	@Override
	public void close() throws Exception {
		closeAll();
		imageJ.dispose();
		final Method cleanup = IJ.class.getDeclaredMethod("cleanup");
		cleanup.setAccessible(true);
		cleanup.invoke(null);
	}

	/** Closes every window but ImageJ's own, without asking. */
	void closeAll() {
		if (Recorder.getInstance() != null) Recorder.getInstance().close();
		for (final ImagePlus image : images()) {
			image.changes = false;
			image.close();
		}
		final RoiManager manager = RoiManager.getInstance();
		if (manager != null) {
			manager.reset();
			manager.close();
			// its place is a preference of whoever runs the tests
			Prefs.set(RoiManager.LOC_KEY, null);
		}
		for (final Window window : Window.getWindows()) {
			if (window == imageJ || !window.isDisplayable()) continue;
			// ImageJ must know that its log is closed
			if (window instanceof TextWindow text) text.close(false);
			WindowManager.removeWindow(window);
			window.dispose();
		}
	}

	/** Makes a window the active one, as a click on it does, and waits until no window that was opened before can take its place. */
	static void activate(final ImagePlus image) throws InterruptedException {
		do {
			WindowManager.setCurrentWindow(image.getWindow());
			Thread.sleep(200);
		}
		while (WindowManager.getCurrentImage() != image);
	}

	/** @return images in windows */
	static List<ImagePlus> images() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? List.of() : Arrays.stream(ids).mapToObj(WindowManager::getImage).toList();
	}

	/** @return titles of all visible windows but ImageJ's own */
	List<String> titles() {
		final List<String> titles = new ArrayList<>();
		for (final Window window : Window.getWindows()) {
			if (!window.isShowing() || window == imageJ) continue;
			titles.add(window instanceof Frame frame ? frame.getTitle() : window instanceof Dialog dialog ? dialog.getTitle() : window.getClass().getName());
		}
		return titles;
	}

	/** Chooses a menu item and waits for its dialog. */
	DialogOfCommand choose(final String name) throws InterruptedException {
		final CommandInfo info = CommandIndex.shared().find(name).orElseThrow();
		final String label = CommandIndex.label(info);
		pick(name);
		waitFor(() -> GenericDialog.getInstance() != null && GenericDialog.getInstance().isShowing(), () -> "no dialog for " + label);
		return new DialogOfCommand(info, GenericDialog.getInstance());
	}

	/** Chooses a menu item, which may have no dialog. */
	void pick(final String name) {
		final MenuPath path = CommandIndex.shared().find(name).orElseThrow().getMenuPath();
		final String label = path.getLeaf().getName();
		final Menu menu = Menus.getImageJMenu(path.subList(0, path.size() - 1).stream().map(MenuEntry::getName).collect(Collectors.joining(">")));
		assertNotNull(menu, "the menu is not there: " + path.getMenuString());
		for (int n = 0; n < menu.getItemCount(); n++) {
			final MenuItem item = menu.getItem(n);
			if (item.getLabel().equals(label)) {
				imageJ.actionPerformed(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, label));
				return;
			}
		}
		throw new AssertionError("No item " + label);
	}

	/** Presses Escape in ImageJ's window. */
	void pressEscape() {
		imageJ.dispatchEvent(new KeyEvent(imageJ, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED));
	}

	/** Waits until no command that was chosen from the menu runs. */
	static void waitForCommands() throws InterruptedException {
		// ImageJ names its threads after the commands
		final List<String> labels = CommandIndex.shared().all().stream().map(CommandIndex::label).toList();
		waitFor(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> labels.contains(thread.getName())), () -> "still running");
	}

	/** Waits for a dialog that is no dialog of a command: an error message or a question. */
	static Dialog waitForDialog(final String title) throws InterruptedException {
		waitFor(() -> dialog(title) != null, () -> "no dialog " + title);
		// ImageJ shows a dialog before it waits for its end: no user is as quick as a test
		Thread.sleep(300);
		return dialog(title);
	}

	private static Dialog dialog(final String title) {
		for (final Window window : Window.getWindows()) {
			if (window instanceof Dialog dialog && dialog.isShowing() && title.equals(dialog.getTitle()) && !(dialog instanceof GenericDialog)) return dialog;
		}
		return null;
	}

	/** Presses the button with that label, blanks left out. */
	static void press(final Container container, final String label) {
		for (final Component component : container.getComponents()) {
			if (component instanceof Button button && button.getLabel().trim().equals(label)) {
				press(button);
				return;
			}
			if (component instanceof Container inner && hasButton(inner, label)) {
				press(inner, label);
				return;
			}
		}
		throw new AssertionError("No button " + label);
	}

	private static boolean hasButton(final Container container, final String label) {
		for (final Component component : container.getComponents()) {
			if (component instanceof Button button && button.getLabel().trim().equals(label)) return true;
			if (component instanceof Container inner && hasButton(inner, label)) return true;
		}
		return false;
	}

	private static void press(final Button button) {
		button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getLabel()));
	}

	static void waitFor(final BooleanSupplier condition, final Supplier<String> otherwise) throws InterruptedException {
		final long end = System.currentTimeMillis() + WAIT_MS;
		while (!condition.getAsBoolean()) {
			if (System.currentTimeMillis() > end) throw new AssertionError(otherwise.get());
			Thread.sleep(20);
		}
	}

	/** The open dialog of a command; its fields by the keys of the macro. */
	static final class DialogOfCommand {

		private final GenericDialog dialog;
		private final List<ParameterInfo> shown = new ArrayList<>();

		DialogOfCommand(final CommandInfo info, final GenericDialog dialog) {
			this.dialog = dialog;
			CommandParameters.of(info).keyedByGroup().values().forEach(group -> group.stream().filter(ParameterInfo::shown).forEach(shown::add));
		}

		/** Changes a field as if it was typed or clicked. */
		DialogOfCommand set(final String key, final String value) {
			final Component field = field(key);
			if (field instanceof Choice choice) choice.select(value);
			else if (field instanceof Checkbox box) box.setState(Boolean.parseBoolean(value));
			else {
				final TextField text = (TextField) field;
				text.setText(value);
				text.dispatchEvent(new TextEvent(text, TextEvent.TEXT_VALUE_CHANGED));
			}
			return this;
		}

		String get(final String key) {
			final Component field = field(key);
			if (field instanceof Choice choice) return choice.getSelectedItem();
			return field instanceof Checkbox box ? String.valueOf(box.getState()) : ((TextField) field).getText();
		}

		Rectangle bounds() {
			return dialog.getBounds();
		}

		void ok() throws InterruptedException {
			waitFor(() -> dialog.getButtons()[0].isEnabled(), () -> "OK is off");
			press(dialog.getButtons()[0]);
		}

		/** Presses OK and waits for the end of the command. */
		void run() throws InterruptedException {
			ok();
			waitForCommands();
		}

		private Component field(final String key) {
			int flags = 0;
			int choices = 0;
			int texts = 0;
			for (final ParameterInfo parameter : shown) {
				final boolean found = parameter.key().equals(key);
				if (parameter.type() == ParameterType.FLAG) {
					if (found) return (Component) dialog.getCheckboxes().get(flags);
					flags++;
				}
				else if (parameter.type() == ParameterType.CHOICE) {
					if (found) return (Component) dialog.getChoices().get(choices);
					choices++;
				}
				else {
					if (found) return (Component) dialog.getStringFields().get(texts);
					texts++;
				}
			}
			throw new AssertionError("No field " + key);
		}
	}
}
