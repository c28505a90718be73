package org.perfusionj.host;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.io.OpenDialog;

import java.awt.AWTEvent;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Panel;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;

import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.commands.ParameterType;
import org.perfusionj.work.PerfusionException;
import org.scijava.command.CommandInfo;

/**
 * The dialog of a command in plain ImageJ: parameters in columns under their groups, paths with Browse buttons over
 * the whole width. A line at the foot explains the field in use and says what is wrong with a value; OK is off until all
 * values can be used. ImageJ's recorder must be off while it is shown: it would take its keys from the labels.
 */
final class CommandDialog {

	private static final Font HEADING = new Font("SansSerif", Font.BOLD, 12);
	private static final Color WRONG = new Color(0xB00020);
	private static final int SHORT_TEXT = 8;
	private static final int PATH_COLUMNS = 45;
	/** Parameters with short values in one row. */
	private static final int COLUMNS = 3;
	private static final int ROW_GAP = 2;

	/** A parameter's place in the dialog. */
	private record Field(ParameterInfo parameter, Supplier<String> read, Consumer<String> write) {
	}

	private final CommandInfo info;
	private final CommandParameters parameters;
	private final List<Field> fields = new ArrayList<>();
	private final TextArea foot = new TextArea("", 2, 70, TextArea.SCROLLBARS_NONE);
	private GenericDialog dialog;

	CommandDialog(final CommandInfo info, final CommandParameters parameters) {
		this.info = info;
		this.parameters = parameters;
	}

	/**
	 * Shows the dialog and waits for its end.
	 *
	 * @param start value by key to show first
	 * @return value by key, or empty if the user cancelled
	 */
	Optional<Map<String, Object>> ask(final Map<String, Object> start) {
		dialog = new GenericDialog(CommandIndex.label(info));
		parameters.keyedByGroup().forEach((group, members) -> addGroup(group, members.stream().filter(ParameterInfo::shown).toList(), start));
		addFoot();
		dialog.addHelp(new CommandHelp(info, parameters).html());
		dialog.addDialogListener((source, event) -> check(event));
		final String wrong = firstFault();
		showFault(wrong);
		dialog.getButtons()[0].setEnabled(wrong.isEmpty());
		dialog.showDialog();
		// A dialog that was closed by something else was neither cancelled nor confirmed.
		if (dialog.wasCanceled() || !dialog.wasOKed()) return Optional.empty();
		final Map<String, Object> values = new LinkedHashMap<>(start);
		for (final Field field : fields) values.put(field.parameter.key(), field.parameter.parse(field.read.get()));
		return Optional.of(values);
	}

	private void addGroup(final String name, final List<ParameterInfo> members, final Map<String, Object> start) {
		if (members.isEmpty()) return;
		if (!name.isEmpty()) {
			dialog.setInsets(fields.isEmpty() ? 0 : 6, 0, 0);
			dialog.addMessage(name, HEADING);
		}
		int column = 0;
		for (final ParameterInfo parameter : members) {
			if (isWide(parameter)) column = 0;
			// also where it is the first of a row: GenericDialog has wider gaps
			dialog.setInsets(0, 0, ROW_GAP);
			if (column > 0) dialog.addToSameRow();
			add(parameter, parameter.text(start.get(parameter.key())), column);
			column = isWide(parameter) ? 0 : (column + 1) % COLUMNS;
		}
	}

	private static boolean isWide(final ParameterInfo parameter) {
		return parameter.type().isPath() || parameter.type() == ParameterType.TEXT && parameter.columns() > SHORT_TEXT;
	}

	private void add(final ParameterInfo parameter, final String text, final int column) {
		// Underscores become blanks and a second column starts right at the first: both are GenericDialog's.
		final String label = (column > 0 ? "     " : "") + parameter.labelWithUnit();
		switch (parameter.type()) {
			case FLAG -> {
				dialog.addCheckbox(label.strip(), Boolean.parseBoolean(text));
				final Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
				alignWithFields(box, column);
				explain(box, parameter);
				fields.add(new Field(parameter, () -> String.valueOf(box.getState()), value -> box.setState(Boolean.parseBoolean(value))));
			}
			case CHOICE -> {
				dialog.addChoice(label + ":", parameter.choices().toArray(String[]::new), text);
				final Choice choice = (Choice) dialog.getChoices().lastElement();
				explain(choice, parameter);
				explain(dialog.getLabel(), parameter);
				fields.add(new Field(parameter, choice::getSelectedItem, choice::select));
			}
			default -> {
				final int columns = parameter.type().isPath() ? PATH_COLUMNS : isWide(parameter) ? parameter.columns() : SHORT_TEXT;
				dialog.addStringField(label + ":", text, columns);
				final TextField field = (TextField) dialog.getStringFields().lastElement();
				explain(field, parameter);
				explain(dialog.getLabel(), parameter);
				if (parameter.type().isPath()) addBrowse(field, parameter);
				fields.add(new Field(parameter, field::getText, field::setText));
			}
		}
	}

	/** GenericDialog starts a box where the labels start; it belongs under the fields. */
	private void alignWithFields(final Checkbox box, final int column) {
		final GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		final GridBagConstraints constraints = layout.getConstraints(box);
		constraints.gridx = 2 * column + 1;
		constraints.gridwidth = 1;
		constraints.insets = new Insets(2, 0, 2, 0);
		layout.setConstraints(box, constraints);
	}

	private void addBrowse(final TextField field, final ParameterInfo parameter) {
		final GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		final GridBagConstraints constraints = layout.getConstraints(field);
		final Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
		panel.add(field);
		final boolean both = parameter.type() == ParameterType.PATH;
		if (parameter.type() != ParameterType.FOLDER) panel.add(button(both ? "File..." : "Browse...", () -> browseFile(field, parameter)));
		if (parameter.type() != ParameterType.FILE) panel.add(button(both ? "Folder..." : "Browse...", () -> browseFolder(field, parameter)));
		constraints.gridwidth = GridBagConstraints.REMAINDER;
		layout.setConstraints(panel, constraints);
		dialog.add(panel);
	}

	private static Button button(final String label, final Runnable action) {
		final Button button = new Button(label);
		button.addActionListener(event -> action.run());
		return button;
	}

	private static void browseFile(final TextField field, final ParameterInfo parameter) {
		final File now = new File(field.getText().trim());
		final OpenDialog chooser = new OpenDialog(parameter.label(), now.getParent(), now.getName());
		if (chooser.getPath() != null) field.setText(chooser.getPath());
	}

	private static void browseFolder(final TextField field, final ParameterInfo parameter) {
		final String now = field.getText().trim();
		final String before = OpenDialog.getDefaultDirectory();
		if (!now.isEmpty()) OpenDialog.setDefaultDirectory(now);
		final String chosen = IJ.getDir(parameter.label());
		if (!now.isEmpty()) OpenDialog.setDefaultDirectory(before);
		if (chosen != null) field.setText(chosen);
	}

	private void addFoot() {
		foot.setEditable(false);
		foot.setFocusable(false);
		foot.setFont(new Font("SansSerif", Font.PLAIN, 12));
		foot.setBackground(dialog.getBackground());
		final Panel panel = new Panel(new BorderLayout(5, 0));
		panel.add(foot, BorderLayout.CENTER);
		final Panel east = new Panel(new FlowLayout(FlowLayout.RIGHT, 0, 0));
		east.add(button("Defaults", this::reset));
		panel.add(east, BorderLayout.EAST);
		dialog.addPanel(panel, GridBagConstraints.WEST, new Insets(10, 0, 0, 0));
		final GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		final GridBagConstraints constraints = layout.getConstraints(panel);
		constraints.gridwidth = GridBagConstraints.REMAINDER;
		constraints.fill = GridBagConstraints.HORIZONTAL;
		layout.setConstraints(panel, constraints);
		dialog.setInsets(4, 0, 0);
		dialog.addMessage(CommandHelp.RESEARCH_ONLY, new Font("SansSerif", Font.ITALIC, 12));
	}

	private void reset() {
		for (final Field field : fields) field.write.accept(field.parameter.defaultText());
		// AWT tells listeners of changed texts, but not of changed boxes and choices.
		dialog.getButtons()[0].setEnabled(check(null));
	}

	private void explain(final Component component, final ParameterInfo parameter) {
		final String line = CommandHelp.line(parameter);
		component.addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent event) {
				showHelp(line);
			}
		});
		component.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseEntered(final MouseEvent event) {
				showHelp(line);
			}
		});
	}

	private void showHelp(final String line) {
		// What is wrong stays until it is put right.
		if (firstFault().isEmpty()) show(line, Color.BLACK);
	}

	private boolean check(final AWTEvent event) {
		final String wrong = firstFault();
		showFault(wrong);
		return wrong.isEmpty();
	}

	private void showFault(final String wrong) {
		if (!wrong.isEmpty()) show(wrong, WRONG);
		else if (foot.getForeground() == WRONG) show("", Color.BLACK);
	}

	private void show(final String text, final Color color) {
		foot.setForeground(color);
		if (!foot.getText().equals(text)) foot.setText(text);
	}

	/** @return what is wrong with the first value that cannot be used, or empty */
	private String firstFault() {
		for (final Field field : fields) {
			final String text = field.read.get();
			if (field.parameter.required() && text.isBlank()) return field.parameter.label() + " must be given.";
			try {
				field.parameter.parse(text);
			}
			catch (final PerfusionException wrong) {
				return wrong.getMessage().replaceFirst("^" + field.parameter.key(), Matcher.quoteReplacement(field.parameter.label()));
			}
		}
		return "";
	}
}
