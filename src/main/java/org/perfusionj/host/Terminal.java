package org.perfusionj.host;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;

/**
 * Standard error of a command-line run: log lines, and one progress line. On a terminal that line is rewritten in place;
 * elsewhere (a log file of a batch job) a line appears now and then. Thread-safe.
 */
final class Terminal {

	/** Without a terminal: a new line of progress after so many percent. */
	private static final int PERCENT_STEP = 20;

	private final PrintStream stream;
	private final boolean rewrites;
	private int written;
	private String message = "";
	private int percent;

	/**
	 * @param stream where everything goes
	 * @param rewrites true if a carriage return takes the cursor back to the start of the line
	 */
	Terminal(final PrintStream stream, final boolean rewrites) {
		this.stream = stream;
		this.rewrites = rewrites;
	}

	/** @return the terminal of this process */
	static Terminal ofProcess() {
		return new Terminal(System.err, isInteractive());
	}

	/** Shows how far the work is. */
	synchronized void progress(final String newMessage, final double fraction) {
		final int newPercent = (int) Math.floor(fraction * 100);
		final boolean sameWork = newMessage.equals(message);
		if (sameWork && newPercent == percent) return;
		if (!rewrites && sameWork && newPercent < percent + PERCENT_STEP && newPercent < 100) return;
		message = newMessage;
		percent = newPercent;
		final String line = String.format("%3d %%  %s", newPercent, newMessage);
		if (!rewrites) {
			stream.println(line);
			return;
		}
		stream.print('\r' + line + " ".repeat(Math.max(0, written - line.length())));
		stream.flush();
		written = line.length();
	}

	/** Writes a line of its own. */
	synchronized void line(final String text) {
		clear();
		stream.println(text);
	}

	/** Takes the progress line away. */
	synchronized void clear() {
		if (written == 0) return;
		stream.print('\r' + " ".repeat(written) + '\r');
		stream.flush();
		written = 0;
	}

	private static boolean isInteractive() {
		if (System.console() == null) return false;
		try {
			// From Java 22 on there is a console even when the streams are files; it can say so.
			final Method isTerminal = Console.class.getMethod("isTerminal");
			return (Boolean) isTerminal.invoke(System.console());
		}
		catch (final NoSuchMethodException older) {
			return true;
		}
		catch (final ReflectiveOperationException failed) {
			throw new IllegalStateException(failed);
		}
	}
}
