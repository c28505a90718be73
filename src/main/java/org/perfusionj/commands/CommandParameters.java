package org.perfusionj.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.perfusionj.work.PerfusionException;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.util.Types;

/**
 * The parameters of one command, in the order of its fields: the single source from which dialog, macro keys, command
 * line and help come.
 * <p>
 * How an annotated field becomes a parameter:
 * </p>
 * <ul>
 * <li>the field's name is the key: lower case, digits and {@code _} (ImageJ's recorder writes keys in lower case);</li>
 * <li>its initial value is the default; {@code required = true} (SciJava's default) on a field without one means that
 * macros and the command line must give it;</li>
 * <li>{@code label}, {@code description}, {@code choices}, {@code min}, {@code max}, {@code columns}, {@code persist} and
 * {@code visibility = INVISIBLE} mean what they mean in SciJava; {@code style} {@code file}, {@code directory} or
 * {@code both} makes a {@code String} or {@code File} a path;</li>
 * <li>{@code attrs = @Attr(name = "unit", value = "s")}, {@code @Attr(name = "group", value = "AIF and VOF")} and
 * {@code @Attr(name = "values", value = "auto|roi|path")} (what a free text may be) add what SciJava has no field for;</li>
 * <li>{@code String}, {@code boolean}, {@code int}, {@code long}, {@code float}, {@code double} and {@code File} have a
 * key; any other class (an {@code ImagePlus}) is filled by the host and has none; services are no parameters.</li>
 * <li>{@code @Attr(name = "hidden", value = "tmax_s,bad_s")} of the command itself names inherited parameters that its dialog leaves out; macros and the command line set them all the same.</li>
 * </ul>
 */
public final class CommandParameters {

	private final String command;
	private final List<ParameterInfo> parameters;

	private CommandParameters(final String command, final List<ParameterInfo> parameters) {
		this.command = command;
		this.parameters = List.copyOf(parameters);
	}

	/**
	 * @param info a command, as SciJava found it
	 * @return its parameters
	 * @throws IllegalStateException if the keys could not be used in a macro: this is an error of the command's author
	 */
	public static CommandParameters of(final CommandInfo info) {
		final List<ParameterInfo> parameters = new ArrayList<>();
		final List<String> hidden = Arrays.stream(text(info.get("hidden")).split(",")).filter(key -> !key.isEmpty()).toList();
		for (final ModuleItem<?> item : info.inputs()) {
			if (Service.class.isAssignableFrom(item.getType()) || Context.class.isAssignableFrom(item.getType())) continue;
			if (item.getVisibility() == ItemVisibility.MESSAGE) continue;
			parameters.add(parameter(item, hidden));
		}
		final CommandParameters all = new CommandParameters(info.getName(), parameters);
		all.checkKeys();
		hidden.stream().filter(key -> all.find(key).isEmpty()).findFirst().ifPresent(key -> {
			throw new IllegalStateException(info.getName() + ": there is no parameter \"" + key + "\" to hide");
		});
		return all;
	}

	/** @return every parameter, those from the host included */
	public List<ParameterInfo> all() {
		return parameters;
	}

	/** @return parameters that macros and the command line can set */
	public List<ParameterInfo> keyed() {
		return parameters.stream().filter(ParameterInfo::hasKey).collect(Collectors.toUnmodifiableList());
	}

	/** @return parameters by group, both in order of first appearance; the group without a name is the empty string */
	public Map<String, List<ParameterInfo>> keyedByGroup() {
		return keyed().stream().collect(Collectors.groupingBy(ParameterInfo::group, LinkedHashMap::new, Collectors.toList()));
	}

	/** @return the parameter that macros and the command line know under the key */
	public Optional<ParameterInfo> find(final String key) {
		return keyed().stream().filter(parameter -> parameter.key().equalsIgnoreCase(key)).findFirst();
	}

	/** @return the default of every keyed parameter, by key */
	public Map<String, Object> defaults() {
		final Map<String, Object> values = new LinkedHashMap<>();
		for (final ParameterInfo parameter : keyed()) values.put(parameter.key(), parameter.defaultValue());
		return values;
	}

	/**
	 * Turns the texts a user gave into the values of all keyed parameters.
	 *
	 * @param given text by key; null for a key that stands alone, which only a flag may
	 * @return value by key in the order of the fields: what was given, else the default
	 * @throws PerfusionException if a key is unknown, a text is not a value of its parameter, or a required one is missing
	 */
	public Map<String, Object> resolve(final Map<String, String> given) {
		final Map<String, Object> values = defaults();
		given.forEach((key, text) -> {
			final ParameterInfo parameter = find(key).orElseThrow(() -> unknownKey(key));
			if (text == null && parameter.type() != ParameterType.FLAG) {
				throw new PerfusionException(parameter.key() + " needs a value: " + parameter.key() + "=... (" + parameter.allowed() + ").");
			}
			values.put(parameter.key(), text == null ? Boolean.TRUE : parameter.parse(text));
		});
		final List<String> missing = keyed().stream().filter(ParameterInfo::required)
			.filter(parameter -> parameter.text(values.get(parameter.key())).isEmpty()).map(ParameterInfo::key).toList();
		if (!missing.isEmpty()) {
			throw new PerfusionException(command + " needs " + missing.stream().map(key -> key + "=...").collect(Collectors.joining(" and ")) + ".");
		}
		return values;
	}

	private PerfusionException unknownKey(final String key) {
		final String known = keyed().stream().map(ParameterInfo::key).collect(Collectors.joining(", "));
		return new PerfusionException(command + " has no parameter \"" + key + "\". It has: " + (known.isEmpty() ? "none" : known) + ".");
	}

	/**
	 * ImageJ's {@code Macro.getValue("t_start=3 start=9", "start")} gives 3, so Fiji would read the wrong value if one key
	 * ended in another after a character that is no letter.
	 */
	private void checkKeys() {
		for (final ParameterInfo parameter : keyed()) {
			final String key = parameter.key();
			if (!key.matches("[a-z][a-z0-9_]*")) {
				throw new IllegalStateException(command + ": \"" + key + "\" cannot be a macro key; use lower case letters, digits and _");
			}
			for (final ParameterInfo other : keyed()) {
				if (other.key().endsWith(key) && other.key().length() > key.length()
					&& !Character.isLetter(other.key().charAt(other.key().length() - key.length() - 1)))
				{
					throw new IllegalStateException(command + ": a macro that sets only \"" + other.key() + "\" would also set \"" + key + "\"; rename one");
				}
			}
		}
	}

	private static ParameterInfo parameter(final ModuleItem<?> item, final List<String> hidden) {
		final Class<?> javaType = Types.box(item.getType());
		// The annotation is asked for the choices: SciJava's converted list loses their order for some types.
		final List<String> choices = item instanceof CommandModuleItem<?> field ? List.of(field.getParameter().choices()) : List.of();
		final String style = item.getWidgetStyle() == null ? "" : item.getWidgetStyle();
		final ParameterType type = ParameterType.of(item.getType(), style, !choices.isEmpty());
		final Object initial = item.getDefaultValue();
		final boolean empty = initial == null || initial.toString().isEmpty();
		final String label = item.getLabel() == null || item.getLabel().isEmpty() ? item.getName().replace('_', ' ') : item.getLabel();
		return new ParameterInfo(item.getName(), label, text(item.getDescription()), type, javaType, text(item.get("unit")), text(item.get("group")),
			initial, bound(item.getMinimumValue()), bound(item.getMaximumValue()), choices, text(item.get("values")),
			item.isRequired() && empty && type != ParameterType.HOST, item.getVisibility() != ItemVisibility.INVISIBLE && !hidden.contains(item.getName()), item.isPersisted(),
			item.getColumnCount());
	}

	private static String text(final String text) {
		return text == null ? "" : text.trim();
	}

	private static double bound(final Object value) {
		return value instanceof Number number ? number.doubleValue() : Double.NaN;
	}
}
