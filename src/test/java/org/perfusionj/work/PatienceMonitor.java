package org.perfusionj.work;

/**
 * Never cancels, but measures for how long nobody asks whether it does: a cancel at the worst moment would wait that long.
 * Use it with one thread; with more, one that asks hides others that do not.
 */
public final class PatienceMonitor implements WorkMonitor {

	private long asked = System.nanoTime();
	private long longest;
	private String where = "nothing";

	@Override
	public void progress(final double fraction, final String message) {
		// only questions count
	}

	@Override
	public void log(final String message) {
		// only questions count
	}

	@Override
	public synchronized boolean isCancelled() {
		final long now = System.nanoTime();
		if (now - asked > longest) {
			longest = now - asked;
			where = StackWalker.getInstance().walk(frames -> frames.filter(frame -> !frame.getClassName().startsWith("org.perfusionj.work")).findFirst()).map(Object::toString).orElse("the end");
		}
		asked = now;
		return false;
	}

	/** @return the longest time between two questions, s; until now, if that is longer */
	public synchronized double longestS() {
		isCancelled();
		return longest / 1e9;
	}

	/** @return what was asked from after that time */
	public synchronized String where() {
		return where;
	}
}
