package org.perfusionj.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The kept elements of a data set or of a sequence item. Values that are absent or cannot be understood are given as
 * empty arrays, NaN or the stated default: many files in the field break a rule in some element that does not matter.
 */
final class DataSet {

	private record Element(String vr, byte[] value, boolean bigEndian) {}

	private final Map<DicomTag, Element> elements = new EnumMap<>(DicomTag.class);
	private final Map<DicomTag, List<DataSet>> sequences = new EnumMap<>(DicomTag.class);

	void put(final DicomTag tag, final String vr, final byte[] value, final boolean bigEndian) {
		elements.put(tag, new Element(vr, value, bigEndian));
	}

	void putSequence(final DicomTag tag, final List<DataSet> items) {
		sequences.put(tag, items);
	}

	/** @return true if the element is here and has a value */
	boolean has(final DicomTag tag) {
		final Element element = elements.get(tag);
		return element != null && element.value.length > 0;
	}

	/** @return items of a sequence, empty if it is absent */
	List<DataSet> items(final DicomTag tag) {
		return sequences.getOrDefault(tag, List.of());
	}

	/** @return the values of a text element without padding; none if it is absent */
	String[] strings(final DicomTag tag) {
		final Element element = elements.get(tag);
		if (element == null) return new String[0];
		final String text = clean(new String(element.value, charset()));
		if (text.isEmpty()) return new String[0];
		final String[] values = text.split("\\\\", -1);
		for (int i = 0; i < values.length; i++)
			values[i] = values[i].strip();
		return values;
	}

	/** @return the whole text, or empty if the element is absent */
	String string(final DicomTag tag) {
		return String.join("\\", strings(tag));
	}

	/** @return the numbers of an element, of whatever representation; a value that is no number is NaN */
	double[] numbers(final DicomTag tag) {
		final Element element = elements.get(tag);
		if (element == null) return new double[0];
		final ByteBuffer bytes = ByteBuffer.wrap(element.value).order(element.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		final List<Double> numbers = new ArrayList<>();
		switch (element.vr) {
			case "US", "OW" -> {
				while (bytes.remaining() >= 2)
					numbers.add((double) (bytes.getShort() & 0xffff));
			}
			case "SS" -> {
				while (bytes.remaining() >= 2)
					numbers.add((double) bytes.getShort());
			}
			case "UL" -> {
				while (bytes.remaining() >= 4)
					numbers.add((double) (bytes.getInt() & 0xffffffffL));
			}
			case "SL" -> {
				while (bytes.remaining() >= 4)
					numbers.add((double) bytes.getInt());
			}
			case "FL" -> {
				while (bytes.remaining() >= 4)
					numbers.add((double) bytes.getFloat());
			}
			case "FD" -> {
				while (bytes.remaining() >= 8)
					numbers.add(bytes.getDouble());
			}
			case "OV", "UV", "SV" -> {
				while (bytes.remaining() >= 8)
					numbers.add((double) bytes.getLong());
			}
			default -> {
				for (final String text : strings(tag))
					numbers.add(number(text));
			}
		}
		return numbers.stream().mapToDouble(Double::doubleValue).toArray();
	}

	/** @return the first number, or NaN */
	double number(final DicomTag tag) {
		final double[] numbers = numbers(tag);
		return numbers.length == 0 ? Double.NaN : numbers[0];
	}

	/** @return the first number as a whole one, or the default if it is absent or not in the range of int */
	int integer(final DicomTag tag, final int absent) {
		final double number = number(tag);
		return number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE ? (int) number : absent;
	}

	private static double number(final String text) {
		try {
			// some writers use a decimal comma although the standard forbids it
			return Double.parseDouble(text.replace(',', '.'));
		}
		catch (final NumberFormatException noNumber) {
			return Double.NaN;
		}
	}

	private static String clean(final String text) {
		int end = text.length();
		while (end > 0 && (text.charAt(end - 1) == 0 || Character.isWhitespace(text.charAt(end - 1))))
			end--;
		return text.substring(0, end).strip();
	}

	private Charset charset() {
		final Element set = elements.get(DicomTag.SPECIFIC_CHARACTER_SET);
		if (set == null) return StandardCharsets.ISO_8859_1;
		final String[] names = new String(set.value, StandardCharsets.US_ASCII).split("\\\\");
		final String name = names.length == 0 ? "" : clean(names[0]).replace("ISO 2022 IR", "ISO_IR");
		final String java = switch (name) {
			case "ISO_IR 192" -> "UTF-8";
			case "ISO_IR 101" -> "ISO-8859-2";
			case "ISO_IR 109" -> "ISO-8859-3";
			case "ISO_IR 110" -> "ISO-8859-4";
			case "ISO_IR 144" -> "ISO-8859-5";
			case "ISO_IR 127" -> "ISO-8859-6";
			case "ISO_IR 126" -> "ISO-8859-7";
			case "ISO_IR 138" -> "ISO-8859-8";
			case "ISO_IR 148" -> "ISO-8859-9";
			case "GB18030" -> "GB18030";
			case "GBK" -> "GBK";
			default -> "ISO-8859-1";
		};
		return Charset.isSupported(java) ? Charset.forName(java) : StandardCharsets.ISO_8859_1;
	}
}
