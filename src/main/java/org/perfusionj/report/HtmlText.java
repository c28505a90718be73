package org.perfusionj.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

/** Builds one HTML page that is well-formed XML, too, and loads nothing: styles and pictures stand in it. Every text is escaped. */
final class HtmlText {

	/** Pixels that a page of a common screen or of paper can show. */
	private static final int LARGEST_WIDTH = 1800;
	/** Size of a picture, of which a page may hold two. */
	private static final int LARGEST_BYTES = 1_000_000;

	private final StringBuilder text = new StringBuilder();

	/**
	 * A cell of a table.
	 *
	 * @param words what it says
	 * @param kind its class, for the style sheet; empty: none
	 */
	record Cell(String words, String kind) {

		/** Plain text. */
		static Cell text(final String words) {
			return new Cell(words, "");
		}

		/** A number, aligned to the right. */
		static Cell number(final String digits) {
			return new Cell(digits, "number");
		}
	}

	/**
	 * @param title of the page
	 * @param style sheet; without characters that XML knows
	 */
	HtmlText start(final String title, final String style) {
		// the policy forbids browsers to load anything, whatever a later change of this page may ask for
		text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"UTF-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
			.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\n<title>").append(escaped(title)).append("</title>\n<style>\n").append(style).append(
				"</style>\n</head>\n<body>\n");
		return this;
	}

	/** @return the page, ended */
	String end() {
		return text.append("</body>\n</html>\n").toString();
	}

	/** @param kind class of the element; empty: none */
	HtmlText open(final String element, final String kind) {
		text.append('<').append(element);
		if (!kind.isEmpty()) text.append(" class=\"").append(kind).append('"');
		text.append(">\n");
		return this;
	}

	HtmlText close(final String element) {
		text.append("</").append(element).append(">\n");
		return this;
	}

	/** One element with nothing but text in it. */
	HtmlText element(final String element, final String kind, final String words) {
		text.append('<').append(element);
		if (!kind.isEmpty()) text.append(" class=\"").append(kind).append('"');
		text.append('>').append(escaped(words)).append("</").append(element).append(">\n");
		return this;
	}

	HtmlText paragraph(final String words) {
		return element("p", "", words);
	}

	HtmlText list(final List<String> items) {
		open("ul", "");
		items.forEach(item -> element("li", "", item));
		return close("ul");
	}

	/**
	 * @param caption what the table shows
	 * @param columns headings, of the kind of the cells below them; the first column heads the rows
	 * @param rows as many cells as there are headings
	 */
	HtmlText table(final String caption, final List<Cell> columns, final List<List<Cell>> rows) {
		text.append("<table>\n<caption>").append(escaped(caption)).append("</caption>\n<thead>\n<tr>").append(columns.stream().map(column -> "<th scope=\"col\"" + (column.kind().isEmpty() ? "" : " class=\"" + column.kind() + '"') + ">"
			+ escaped(column.words()) + "</th>").collect(Collectors.joining())).append(
			"</tr>\n</thead>\n<tbody>\n");
		for (final List<Cell> row : rows) {
			text.append("<tr>");
			for (int c = 0; c < row.size(); c++) {
				final String element = c == 0 ? "th" : "td";
				text.append('<').append(element).append(c == 0 ? " scope=\"row\"" : "").append(row.get(c).kind().isEmpty() ? "" : " class=\"" + row.get(c).kind() + '"').append('>').append(escaped(row.get(c).words())).append("</").append(
					element).append('>');
			}
			text.append("</tr>\n");
		}
		text.append("</tbody>\n</table>\n");
		return this;
	}

	/**
	 * @param figure written into the page, smaller where it would make the page heavy
	 * @throws IOException if this Java cannot write PNG
	 */
	HtmlText figure(final ReportFigure figure) throws IOException {
		ReportFigure shown = figure.within(LARGEST_WIDTH);
		byte[] png = png(shown.image());
		while (png.length > LARGEST_BYTES) {
			shown = shown.scaled(Math.min(0.9, Math.sqrt((double) LARGEST_BYTES / png.length)));
			png = png(shown.image());
		}
		text.append("<figure>\n<img src=\"data:image/png;base64,").append(Base64.getEncoder().encodeToString(png)).append("\" width=\"").append(shown.image().getWidth()).append("\" height=\"").append(shown.image().getHeight()).append(
			"\" alt=\"").append(escaped(figure.words())).append("\"/>\n<figcaption>").append(escaped(figure.caption())).append("</figcaption>\n</figure>\n");
		return this;
	}

	private static byte[] png(final BufferedImage image) throws IOException {
		final ByteArrayOutputStream png = new ByteArrayOutputStream();
		if (!ImageIO.write(image, "png", png)) throw new IOException("this Java has no PNG writer");
		return png.toByteArray();
	}

	/** @return the text as it stands between tags and in attributes; what no XML file may hold becomes a replacement character */
	static String escaped(final String words) {
		final StringBuilder escaped = new StringBuilder(words.length() + 16);
		words.codePoints().forEach(c -> {
			switch (c) {
				case '&' -> escaped.append("&amp;");
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '"' -> escaped.append("&quot;");
				case '\'' -> escaped.append("&#39;");
				default -> escaped.appendCodePoint(isInXml(c) ? c : '\ufffd');
			}
		});
		return escaped.toString();
	}

	private static boolean isInXml(final int c) {
		return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0x7f || c > 0x9f && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
	}
}
