package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import javax.swing.SwingUtilities;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NewestRequestTest {

	private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
	private final List<String> received = Collections.synchronizedList(new ArrayList<>());
	private final CountDownLatch ended = new CountDownLatch(1);

	/** Closes and waits until no work and no answer is left. */
	private void finish(final NewestRequest<Integer, String> requests) throws Exception {
		requests.close(ended::countDown);
		ended.await();
		SwingUtilities.invokeAndWait(() -> {});
	}

	@Test
	void whatComesDuringWorkIsReplacedByWhatComesLater() throws Exception {
		final CountDownLatch first = new CountDownLatch(1);
		final CountDownLatch go = new CountDownLatch(1);
		final CountDownLatch last = new CountDownLatch(1);
		final NewestRequest<Integer, String> requests = new NewestRequest<>("test", request -> {
			begun.add(request);
			first.countDown();
			await(go);
			return "answer " + request;
		}, answer -> {
			assertTrue(SwingUtilities.isEventDispatchThread());
			received.add(answer);
			if (answer.equals("answer 9")) last.countDown();
		});
		requests.ask(0);
		first.await();
		assertFalse(requests.isWaiting());
		for (int n = 1; n < 10; n++)
			requests.ask(n);
		assertTrue(requests.isWaiting());
		go.countDown();
		last.await();
		finish(requests);
		assertEquals(List.of(0, 9), begun);
		assertEquals("answer 9", received.get(received.size() - 1));
	}

	@Test
	void answersThatWaitForTheEventThreadAreReplaced() throws Exception {
		final NewestRequest<Integer, String> requests = new NewestRequest<>("test", request -> {
			begun.add(request);
			return "answer " + request;
		}, received::add);
		SwingUtilities.invokeAndWait(() -> {
			// each is begun before the next is asked, while nothing can be shown
			for (int n = 0; n < 3; n++) {
				requests.ask(n);
				while (begun.size() <= n)
					Thread.onSpinWait();
			}
		});
		while (!received.contains("answer 2"))
			Thread.sleep(1);
		finish(requests);
		assertTrue(received.size() <= 2, received.toString());
	}

	@Test
	void stoppedAndFailedWorkAnswersNothingAndTheNextIsDone() throws Exception {
		final CountDownLatch shown = new CountDownLatch(1);
		final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
		final NewestRequest<Integer, String> requests = new NewestRequest<>("test", request -> {
			begun.add(request);
			if (request == 0) Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
			if (request == 1) throw new CancellationException();
			if (request == 2) throw new IllegalStateException("a fault");
			if (request == 3) throw new UnsatisfiedLinkError("no library");
			return "answer " + request;
		}, answer -> {
			received.add(answer);
			if (answer.equals("answer 4")) shown.countDown();
		});
		for (int n = 0; n < 5; n++) {
			requests.ask(n);
			while (begun.size() <= n)
				Thread.sleep(1);
		}
		shown.await();
		finish(requests);
		assertFalse(received.contains("answer 1") || received.contains("answer 2") || received.contains("answer 3"), received.toString());
		assertEquals(List.of("a fault", "no library"), faults.stream().map(Throwable::getMessage).toList());
	}

	@Test
	void nothingIsShownAfterTheEnd() throws Exception {
		final CountDownLatch first = new CountDownLatch(1);
		final CountDownLatch go = new CountDownLatch(1);
		final NewestRequest<Integer, String> requests = new NewestRequest<>("test", request -> {
			first.countDown();
			await(go);
			return "late";
		}, received::add);
		requests.ask(0);
		first.await();
		requests.close(ended::countDown);
		assertTrue(requests.isClosed());
		assertEquals(1, ended.getCount(), "not before the work is done");
		go.countDown();
		ended.await();
		SwingUtilities.invokeAndWait(() -> {});
		assertEquals(List.of(), received);
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException interrupted) {
			throw new CancellationException();
		}
	}
}
