package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.gui.NewImage;

import java.awt.event.KeyEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.host.startup.CommandPlugIn;

/** Tests {@link CommandBridge} as ImageJ calls it for a macro's {@code run(...)}: on a thread that has options. */
@Timeout(30)
class CommandBridgeTest {

	@TempDir
	private Path folder;

	@Test
	void theOptionsAndTheActiveImageOfTheThreadAreUsed() throws Exception {
		final Path result = folder.resolve("with blanks.txt");
		final ImagePlus image = NewImage.createByteImage("a series", 4, 4, 1, NewImage.FILL_BLACK);
		image.setRoi(1, 1, 2, 2);
		runMacroThread(image, "echo", "output=[" + result + "] method=cSVD residue overwrite=false smoothing_mm=0 note=[residue=false] ");
		final String echo = Files.readString(result);
		for (final String expected : new String[] { "method=cSVD\n", "residue=true\n", "overwrite=false\n", "smoothing_mm=0.0\n", "note=residue=false\n",
			"image=a series\n", "selection=Rectangle\n", "thread=Run$_test\n" })
		{
			assertTrue(echo.contains(expected), () -> expected + " is not in\n" + echo);
		}
	}

	@Test
	void theOptionsAreTakenOnce() throws Exception {
		final String[] left = { "unset" };
		runThread("Run$_test", () -> {
			Macro.setOptions("note=once");
			new CommandBridge().run("echo");
			left[0] = Macro.getOptions();
		});
		assertEquals(null, left[0], "a dialog opened later must not read them");
	}

	@Test
	void wrongOptionsAreReportedAndNothingRuns() throws Exception {
		final Path result = folder.resolve("never.txt");
		final String output = runMacroThread(null, "echo", "output=" + result + " smoothing_mm=1000");
		assertTrue(output.contains("smoothing_mm must be a number, 0 to 20 in mm, not 1000."), output);
		assertFalse(Files.exists(result));
		assertTrue(runMacroThread(null, "echo", "metod=oSVD").contains("no parameter \"metod\""));
		assertTrue(runMacroThread(null, "ecco", "method=oSVD").contains("no command \"ecco\""));
		assertTrue(runMacroThread(null, "echo", "fault=input").contains("The input is no echo. Shout louder."));
	}

	@Test
	void escapeStopsAMacrosCommandWithinASecond() throws Exception {
		final Thread thread = new Thread(() -> {
			Macro.setOptions("seconds=60");
			new CommandBridge().run("echo");
		}, "Run$_test");
		thread.start();
		Thread.sleep(1000);
		assertTrue(thread.isAlive());
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		thread.join(1000);
		assertFalse(thread.isAlive());
		IJ.resetEscape();
	}

	/** @return what was printed, or written to ImageJ's log where a test before has started ImageJ */
	private static String runMacroThread(final ImagePlus image, final String command, final String options) throws InterruptedException, IOException {
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
			System.setOut(stream);
			System.setErr(stream);
			runThread("Run$_test", () -> {
				WindowManager.setTempCurrentImage(image);
				Macro.setOptions(options);
				// Else the message would open a dialog where ImageJ is running.
				IJ.redirectErrorMessages();
				new CommandPlugIn().run(command);
				WindowManager.setTempCurrentImage(null);
			});
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
		return printed.toString(StandardCharsets.UTF_8) + IJ.getLog();
	}

	private static void runThread(final String name, final Runnable work) throws InterruptedException {
		final Thread thread = new Thread(work, name);
		thread.start();
		thread.join();
	}
}
