package io.sentiment.inspection.web;

import io.sentiment.prediction.Predictor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InspectionProperties.class)
class InspectionConfiguration {

    @Bean
    Inspections inspections(Predictor predictor, InspectionProperties properties) {
        return new Inspections(predictor, properties);
    }
}
