// What a service on a JVM does: threads, more garbage than the heap holds, files, a mapped file, sockets, another program.
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class Work {
  public static void main(String[] arguments) throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var sums = new ArrayList<Future<Integer>>();
      for (int task = 0; task < 16; task++) sums.add(threads.submit(Work::garbage));
      for (var sum : sums) System.out.println(sum.get());
    }
    Thread.ofVirtual().start(() -> System.out.println(Thread.currentThread())).join();
    System.gc();
    file();
    sockets();
    var process = new ProcessBuilder("true").start();
    System.out.println(process.waitFor());
    System.out.println(InetAddress.getByName("localhost"));
  }

  static int garbage() throws InterruptedException {
    int sum = 0;
    for (int round = 0; round < 60; round++) {
      byte[] room = new byte[1 << 20];
      room[round] = 1;
      for (byte each : room) sum += each;
    }
    Thread.sleep(20);
    return sum;
  }

  static void file() throws Exception {
    Path path = Files.createTempFile("work", ".txt");
    Files.writeString(path, "written\n".repeat(5000));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      mapped.put(0, (byte) 'W');
      mapped.force();
      channel.force(true);
    }
    System.out.println(Files.readAllLines(path).size());
    Files.delete(path);
  }

  static void sockets() throws Exception {
    try (var server = ServerSocketChannel.open(); var selector = Selector.open()) {
      server.bind(new InetSocketAddress("localhost", 0));
      server.configureBlocking(false);
      server.register(selector, server.validOps());
      try (var client = new Socket("localhost", server.socket().getLocalPort())) {
        selector.select();
        try (var accepted = server.accept()) {
          accepted.socket().getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
        }
        InputStream input = client.getInputStream();
        System.out.println(new String(input.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}
