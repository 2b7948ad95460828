package io.sentiment.platform;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the container shows for an exception that nobody handled, or a status that a filter has set. */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {

    private final ProblemWriter problems;
    private final ContainerRefusals refusals;

    ProblemErrorController(ProblemWriter problems, ContainerRefusals refusals) {
        this.problems = problems;
        this.refusals = refusals;
    }

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object attribute = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = attribute instanceof Integer code ? code : 404;
        problems.write(refusals.problem(status, request), request, response);
    }
}
