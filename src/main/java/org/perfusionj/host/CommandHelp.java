package org.perfusionj.host;

import java.util.List;
import java.util.Map;

import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;
import org.scijava.command.CommandInfo;

/** Help for one command, as plain text for a terminal and as HTML for ImageJ's help window. */
final class CommandHelp {

	/** Said in every dialog and help. */
	static final String RESEARCH_ONLY = "Research use only. Not for diagnosis.";

	private static final int WIDTH = 100;
	private static final String INDENT = "        ";

	private final CommandInfo info;
	private final CommandParameters parameters;

	CommandHelp(final CommandInfo info, final CommandParameters parameters) {
		this.info = info;
		this.parameters = parameters;
	}

	/** @return name, label, what it does and every parameter with type, unit, range, default and description */
	String text() {
		final StringBuilder text = new StringBuilder();
		text.append(info.getName()).append(": ").append(CommandIndex.label(info)).append('\n');
		if (!description().isEmpty()) text.append(Wrapped.lines(description(), WIDTH, "")).append('\n');
		for (final Map.Entry<String, List<ParameterInfo>> group : parameters.keyedByGroup().entrySet()) {
			text.append('\n').append(group.getKey().isEmpty() ? "Parameters" : group.getKey()).append('\n');
			for (final ParameterInfo parameter : group.getValue()) {
				text.append("    ").append(parameter.key()).append("  ").append(facts(parameter)).append('\n');
				if (!parameter.description().isEmpty()) text.append(Wrapped.lines(parameter.description(), WIDTH, INDENT)).append('\n');
			}
		}
		return text.append('\n').append(RESEARCH_ONLY).append('\n').toString();
	}

	/** @return the same for a window that shows HTML */
	String html() {
		final StringBuilder html = new StringBuilder("<html><body style='width:480px'><h3>");
		html.append(escape(CommandIndex.label(info))).append("</h3>");
		if (!description().isEmpty()) html.append("<p>").append(escape(description())).append("</p>");
		for (final Map.Entry<String, List<ParameterInfo>> group : parameters.keyedByGroup().entrySet()) {
			if (!group.getKey().isEmpty()) html.append("<h4>").append(escape(group.getKey())).append("</h4>");
			html.append("<dl>");
			for (final ParameterInfo parameter : group.getValue()) {
				html.append("<dt><b>").append(escape(parameter.label())).append("</b> <code>").append(parameter.key()).append("</code> ")
					.append(escape(facts(parameter))).append("</dt>");
				if (!parameter.description().isEmpty()) html.append("<dd>").append(escape(parameter.description())).append("</dd>");
			}
			html.append("</dl>");
		}
		return html.append("<p>").append(RESEARCH_ONLY).append("</p></body></html>").toString();
	}

	/** @return one line on the parameter for the foot of the dialog */
	static String line(final ParameterInfo parameter) {
		final String description = parameter.description().isEmpty() ? parameter.label() : parameter.description();
		return description + "  [" + parameter.key() + ": " + facts(parameter) + "]";
	}

	private static String facts(final ParameterInfo parameter) {
		final StringBuilder facts = new StringBuilder(parameter.allowed());
		if (!parameter.unit().isEmpty()) facts.append(", in ").append(parameter.unit());
		if (parameter.required()) facts.append("; must be given");
		else facts.append("; default ").append(parameter.defaultText().isEmpty() ? "none" : parameter.defaultText());
		return facts.toString();
	}

	private String description() {
		return info.getDescription() == null ? "" : info.getDescription().trim();
	}

	private static String escape(final String words) {
		return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}
}
